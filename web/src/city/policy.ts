// Which policy is in force, and what a change of it makes of the plan.

import type { Core, Plan } from "../core/api";
import type { Hold } from "../state/app";
import { differing, isShare, layer, withReform, withStart } from "../policy/plan";
import type { Policy } from "../policy/budget";

export const tomlOf = (core: Core, plan: Plan): string => core.toml(JSON.stringify(plan));

/** All keys of policy as they are in force at a round. */
export const policyAt = (core: Core, plan: Plan, round: number): Policy => JSON.parse(core.policy(tomlOf(core, plan), Math.max(0, round))) as Policy;

function reformed(core: Core, plan: Plan, wanted: Policy, round: number): Plan {
  const before = policyAt(core, withReform(plan, round, {}), round);
  return withReform(plan, round, layer(before, wanted));
}

/** The start with the changed keys as wanted; money goes together. */
function restarted(core: Core, plan: Plan, wanted: Policy, round: number): Plan {
  const changed = differing(policyAt(core, plan, round), wanted);
  const money = changed.some((key) => isShare(key) || key === "budget.payer");
  const taken = Object.keys(wanted).filter((key) => changed.includes(key) || (money && (isShare(key) || key === "budget.payer")));
  const base = policyAt(core, { ...plan, start: {}, reforms: [] }, 0);
  const start = { ...policyAt(core, plan, 0), ...Object.fromEntries(taken.map((key) => [key, wanted[key]!])) };
  return withStart(plan, layer(base, start), changed);
}

/** The plan under which the wanted policy holds, from a round on or from the start. Throws what the core says of a policy that cannot be. */
export function planFor(core: Core, plan: Plan, wanted: Policy, round: number, hold: Hold): Plan {
  const next = hold === "now" ? reformed(core, plan, wanted, Math.max(0, round)) : restarted(core, plan, wanted, round);
  tomlOf(core, next);
  return next;
}
