// In what two plans differ, as people see it.

import type { Core, Plan, Value } from "../core/api";
import { policyAt } from "../city/policy";
import { differing, identity, isShare } from "../policy/plan";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import { percent } from "../ui/numbers";
import { ruleName, ruleValue } from "../policy/rules";
import { scenarioName } from "../policy/start";

export interface Change {
  key: string;
  before: Value | undefined;
  after: Value | undefined;
  /** First round in which they differ in it; 0 means from the start. */
  round: number;
  /** Whether it only pays for others. */
  pays: boolean;
}

export function changesOf(core: Core, kept: Plan, changed: Plan): Change[] {
  const rounds = [0, ...kept.reforms, ...changed.reforms].map((one) => (typeof one === "number" ? one : one.round));
  const found = new Map<string, Change>();
  for (const round of [...new Set(rounds)].sort((a, b) => a - b)) {
    const [before, after] = [policyAt(core, kept, round), policyAt(core, changed, round)];
    for (const key of differing(before, after)) {
      if (!found.has(key)) found.set(key, { key, before: before[key], after: after[key], round, pays: key === `budget.${String(after["budget.payer"])}` });
    }
  }
  return [...found.values()];
}

/** How many things a pupil changed: the payer's share follows by itself. */
export const countOf = (changes: Change[]): number => changes.filter((change) => !change.pays).length;

const nameOf = (key: string): string => (isShare(key) ? t(`money.${key.slice("budget.".length)}` as never) : key === "budget.per_resident" ? t("money.total") : key === "budget.payer" ? t("money.payer") : ruleName(key));

function valueOf(app: App, key: string, value: Value | undefined): string {
  if (isShare(key) || key === "budget.per_resident") return percent(Number(value));
  if (key === "budget.payer") return t(`money.${String(value)}` as never);
  return ruleValue(app.words().declarations.get(key), value);
}

function item(app: App, change: Change): HTMLElement {
  return h(
    "li",
    { class: change.pays ? "change pays" : "change" },
    h("span", { class: "change-name", text: nameOf(change.key) }),
    h("span", { class: "change-values" }, valueOf(app, change.key, change.before), h("span", { class: "arrow", "aria-label": t("changes.to"), text: " → " }), h("b", { text: valueOf(app, change.key, change.after) })),
    h("span", { class: "change-when", text: change.pays ? t("money.pays") : change.round > 0 ? t("changes.from", { week: change.round + 1 }) : t("changes.start") }),
  );
}

/** The list of differences, with what is to be said of it. */
export function changesView(app: App, kept: Plan, changed: Plan): HTMLElement {
  if (identity(kept) === identity(changed)) return h("p", { class: "changes-none", test: "changes", text: t("changes.none") });
  const changes = changesOf(app.core, kept, changed);
  const world: HTMLElement[] = [];
  if (kept.base !== changed.base) world.push(h("li", { class: "change" }, h("span", { class: "change-name", text: t("start.base") }), h("span", { class: "change-values" }, scenarioName(kept.base), " → ", h("b", { text: scenarioName(changed.base) }))));
  if (kept.seed !== changed.seed) world.push(h("li", { class: "change" }, h("span", { class: "change-name", text: t("start.seed") }), h("span", { class: "change-values", text: `${kept.seed} → ${changed.seed}` })));
  const count = countOf(changes);
  const shown = changes.slice(0, 9);
  return h(
    "div",
    { class: "changes", test: "changes" },
    h("ul", {}, ...world, ...shown.map((change) => item(app, change))),
    changes.length > shown.length ? h("p", { class: "changes-more", text: t("changes.more", { count: changes.length - shown.length }) }) : null,
    count > 1 ? h("p", { class: "caution", text: t("changes.many", { count }) }) : null,
  );
}
