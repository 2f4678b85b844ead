// What becomes of a plan when something is changed. Plans are never changed in place.

import type { Plan, Reform, Value } from "../core/api";
import type { Policy } from "./budget";

export const isShare = (key: string): boolean => key.startsWith("budget.") && key !== "budget.payer" && key !== "budget.per_resident";

/** Whether two values of a rule are one for everybody who reads them. */
const same = (a: Value | undefined, b: Value | undefined): boolean => (typeof a === "number" && typeof b === "number" ? Math.abs(a - b) < 1e-9 : a === b);

export const differing = (before: Policy, after: Policy): string[] => Object.keys(after).filter((key) => !same(before[key], after[key]));

/** What a layer must say so that `after` follows from `before`. The payer's share is left to the core: it absorbs the difference. */
export function layer(before: Policy, after: Policy): Record<string, Value> {
  const payer = `budget.${String(after["budget.payer"])}`;
  const keys = differing(before, after).filter((key) => key !== payer);
  return Object.fromEntries(keys.map((key) => [key, after[key]!]));
}

const byRound = (a: Reform, b: Reform): number => a.round - b.round;

/** The plan with the reform of a round put, replaced, or, where it says nothing, taken out. */
export function withReform(plan: Plan, round: number, set: Record<string, Value>): Plan {
  const others = plan.reforms.filter((reform) => reform.round !== round);
  const own = Object.keys(set).length > 0 ? [{ round, set }] : [];
  return { ...plan, reforms: [...others, ...own].sort(byRound) };
}

/** The plan with a new start, in which later changes of the same keys no longer happen. */
export function withStart(plan: Plan, start: Record<string, Value>, changed: string[]): Plan {
  const money = changed.some((key) => key.startsWith("budget."));
  const goes = (key: string): boolean => changed.includes(key) || (money && (isShare(key) || key === "budget.payer"));
  const reforms = plan.reforms
    .map((reform) => ({ ...reform, set: Object.fromEntries(Object.entries(reform.set).filter(([key]) => !goes(key))) }))
    .filter((reform) => Object.keys(reform.set).length > 0);
  return { ...plan, start, reforms };
}

export const isUntouched = (plan: Plan): boolean => Object.keys(plan.start).length === 0 && plan.reforms.length === 0;

const ordered = (set: Record<string, Value>): [string, Value][] => Object.entries(set).sort(([a], [b]) => (a < b ? -1 : 1));

/** The same text for plans that say the same. */
export const identity = (plan: Plan): string => JSON.stringify([plan.base, plan.seed, ordered(plan.start), plan.reforms.map((reform) => [reform.round, ordered(reform.set)])]);
