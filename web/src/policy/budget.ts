// The arithmetic of the budget: nine shares that sum to one, and a payer that takes and gives.

import type { Value } from "../core/api";

/** What money can go to, in the order of the page. */
export const SHARES = ["services", "investment", "consultation", "participation", "collaboration", "law", "technology", "leadership", "virtue"] as const;

export type Share = (typeof SHARES)[number];
export type Budget = Record<Share, number>;
export type Policy = Record<string, Value>;

/** Shares are kept to a ten-thousandth, as in the shipped scenarios: 0.55 less 0.03 is 0.52 and no tail of digits. */
const round = (share: number): number => Math.round(share * 10_000) / 10_000;

export const budgetOf = (policy: Policy): Budget => Object.fromEntries(SHARES.map((share) => [share, Number(policy[`budget.${share}`] ?? 0)])) as Budget;

export function payerOf(policy: Policy): Share {
  const named = policy["budget.payer"];
  return SHARES.find((share) => share === named) ?? "services";
}

/** Gives a share what is asked for, as far as the payer can pay; the payer has the rest. */
export function move(budget: Budget, share: Share, asked: number, payer: Share): Budget {
  if (share === payer) return budget;
  const most = round(budget[share] + budget[payer]);
  const next: Budget = { ...budget, [share]: round(Math.min(most, Math.max(0, asked))) };
  const others = SHARES.filter((one) => one !== payer).reduce((sum, one) => sum + next[one], 0);
  return { ...next, [payer]: Math.max(0, round(1 - others)) };
}

export const toPolicy = (budget: Budget): Policy => Object.fromEntries(SHARES.map((share) => [`budget.${share}`, budget[share]]));
