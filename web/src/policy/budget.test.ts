import { expect, test } from "vitest";
import { budgetOf, move, payerOf, SHARES, toPolicy, type Budget } from "./budget";

const baseline: Budget = { services: 0.55, investment: 0.2, consultation: 0.03, participation: 0.03, collaboration: 0.05, law: 0.05, technology: 0.04, leadership: 0.05, virtue: 0 };
const sum = (budget: Budget): number => SHARES.reduce((total, share) => total + budget[share], 0);

test("the payer gives what another share gets", () => {
  const moved = move(baseline, "law", 0.08, "services");
  expect(moved.law).toBe(0.08);
  expect(moved.services).toBe(0.52);
  expect(sum(moved)).toBeCloseTo(1, 12);
});

test("the payer takes what another share gives up", () => {
  expect(move(baseline, "investment", 0, "services").services).toBe(0.75);
});

test("a payer that has not enough gives all it has", () => {
  const moved = move({ ...baseline, services: 0.02, investment: 0.73 }, "law", 0.5, "services");
  expect(moved.services).toBe(0);
  expect(moved.law).toBe(0.07);
});

test("any moves in any order sum to one", () => {
  let budget = baseline;
  for (let step = 0; step < 500; step++) budget = move(budget, SHARES[(step * 7) % 9]!, ((step * 37) % 100) / 100, SHARES[Math.floor(step / 50) % 9]!);
  expect(sum(budget)).toBeCloseTo(1, 9);
  expect(Math.min(...Object.values(budget))).toBeGreaterThanOrEqual(0);
});

test("the payer's own share is not asked for", () => {
  expect(move(baseline, "services", 0.1, "services")).toEqual(baseline);
});

test("a budget is read from a policy and written to it", () => {
  expect(budgetOf(toPolicy(baseline))).toEqual(baseline);
  expect(payerOf({ "budget.payer": "law" })).toBe("law");
  expect(payerOf({})).toBe("services");
});
