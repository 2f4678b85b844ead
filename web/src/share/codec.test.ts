import { expect, test } from "vitest";
import { decode, encode, type Shared } from "./codec";

const shared: Shared = {
  plan: { base: "baseline", start: { "budget.law": 0.08, "consultation.format": "minipublic" }, reforms: [{ round: 52, set: { "government.pressure": 0.9 } }], seed: 7 },
  kept: { base: "baseline", start: {}, reforms: [], seed: 7 },
  lesson: "staff",
  language: "zh",
  layer: "backlog",
};

test("what is encoded is decoded", () => {
  expect(decode(encode(shared))).toEqual(shared);
});

test("an address, space and line breaks around a code are let go", () => {
  const code = encode(shared);
  expect(decode(`file:///home/班级 1/classroom.html#${code}`)).toEqual(shared);
  expect(decode(`  ${code.slice(0, 20)}\n${code.slice(20)} `)).toEqual(shared);
});

test("a letter changed anywhere is found", () => {
  const code = encode(shared);
  for (let at = 4; at < code.length; at++) {
    const other = code[at] === "A" ? "B" : "A";
    const wrong = code.slice(0, at) + other + code.slice(at + 1);
    expect(["damaged", "foreign", "version"]).toContain(decode(wrong));
  }
});

test("what is no code is said to be none", () => {
  expect(decode("")).toBe("empty");
  expect(decode("#")).toBe("empty");
  expect(decode("hello")).toBe("foreign");
  expect(decode("#lesson=staff")).toBe("foreign");
  expect(decode(encode(shared).replace("gr1", "gr2"))).toBe("version");
  expect(decode("gr1.e30.xxxxxxx")).toBe("damaged");
  expect(decode("g".repeat(100_000))).toBe("foreign");
});

test("a code is short", () => {
  expect(encode({ ...shared, kept: null, lesson: null, language: null, layer: null }).length).toBeLessThan(220);
});
