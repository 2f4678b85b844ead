import { expect, test } from "vitest";
import type { Plan } from "../core/api";
import { identity, isUntouched, layer, withReform, withStart } from "./plan";

const plan: Plan = { base: "baseline", start: {}, reforms: [], seed: 1 };

test("a layer says what differs, and leaves the payer's share to the core", () => {
  const before = { "budget.payer": "services", "budget.services": 0.55, "budget.law": 0.05, "government.pressure": 0.5 };
  const after = { ...before, "budget.services": 0.52, "budget.law": 0.08 };
  expect(layer(before, after)).toEqual({ "budget.law": 0.08 });
});

test("a reform is put in order, replaced, and taken out", () => {
  const one = withReform(withReform(plan, 52, { a: 1 }), 12, { b: 2 });
  expect(one.reforms.map((reform) => reform.round)).toEqual([12, 52]);
  expect(withReform(one, 52, { a: 3 }).reforms[1]).toEqual({ round: 52, set: { a: 3 } });
  expect(withReform(one, 12, {}).reforms).toEqual([{ round: 52, set: { a: 1 } }]);
});

test("a change from the start ends later changes of the same key", () => {
  const reformed = withReform(plan, 52, { "government.pressure": 0.9, "budget.law": 0.1 });
  expect(withStart(reformed, { "government.pressure": 0.1 }, ["government.pressure"]).reforms).toEqual([{ round: 52, set: { "budget.law": 0.1 } }]);
  expect(withStart(reformed, { "budget.virtue": 0.1 }, ["budget.virtue"]).reforms).toEqual([{ round: 52, set: { "government.pressure": 0.9 } }]);
});

test("plans that say the same are the same", () => {
  expect(identity({ ...plan, start: { a: 1, b: 2 } })).toBe(identity({ ...plan, start: { b: 2, a: 1 } }));
  expect(identity(plan)).not.toBe(identity({ ...plan, seed: 2 }));
  expect(isUntouched(plan)).toBe(true);
});
