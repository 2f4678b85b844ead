// The rules, grouped by pillar: a slider or a choice each, with a sentence, a unit and a price.

import type { Declaration } from "../core/api";
import type { Run } from "../city/run";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { has, t } from "../ui/language";
import { percent, valueText } from "../ui/numbers";
import type { Scope } from "../ui/signal";
import { REACH, RULES, type RuleGroup } from "./order";

/** Units of which a number from 0 to 1 is shown as per cent. */
const isShare = (declaration: Declaration): boolean => declaration.kind === "real" && declaration.min === 0 && declaration.max === 1;

export const ruleName = (key: string): string => (has(`rule.${key}`) ? t(`rule.${key}` as never) : key);

/** The name of one of several values. */
export const optionName = (key: string, name: string): string => (has(`option.${key}.${name}`) ? t(`option.${key}.${name}` as never) : name);

/** A value of a rule as it is read, with its unit. */
export function ruleValue(declaration: Declaration | undefined, value: unknown): string {
  if (!declaration) return valueText(value);
  if (declaration.kind === "names") return optionName(declaration.key, String(value));
  if (isShare(declaration) && typeof value === "number") return percent(value);
  return valueText(value);
}

interface Control {
  element: HTMLElement;
  show: () => void;
}

function slider(app: App, run: Run, declaration: Declaration, id: string, described: string): Control & { value: HTMLElement } {
  const reach = REACH[declaration.key];
  const [min, max, step] = [reach?.min ?? declaration.min ?? 0, reach?.max ?? declaration.max ?? 1, reach?.step ?? (declaration.kind === "whole" ? 1 : 0.05)];
  const input = h("input", { type: "range", id, min, max, step: declaration.kind === "whole" ? step : "any", test: `rule-${declaration.key}`, "aria-describedby": described });
  const value = h("output", { for: id, class: "rule-value", test: `value-${declaration.key}` });
  input.addEventListener("input", () => {
    const asked = declaration.kind === "whole" ? Number(input.value) : Math.round(Number(input.value) / step) * step;
    run.want({ ...app.policy(), [declaration.key]: Number(asked.toFixed(4)) });
  });
  // Without a step of its own the slider shows every value; the arrow keys move it by the step all the same.
  input.addEventListener("keydown", (event) => {
    const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    input.value = String(Math.min(Number(input.max), Math.max(Number(input.min), Number(input.value) + by * step)));
    input.dispatchEvent(new Event("input"));
  });
  const show = (): void => {
    const now = Number(app.policy()[declaration.key] ?? declaration.value);
    input.max = String(Math.max(max, now));
    input.min = String(Math.min(min, now));
    input.value = String(now);
    input.style.setProperty("--at", `${((now - Number(input.min)) / (Number(input.max) - Number(input.min))) * 100}%`);
    value.textContent = ruleValue(declaration, now);
    input.setAttribute("aria-valuetext", `${ruleValue(declaration, now)} ${isShare(declaration) ? "" : declaration.unit}`.trim());
  };
  return { element: input, value, show };
}

function choice(app: App, run: Run, declaration: Declaration, id: string, described: string): Control {
  const select = h("select", { id, test: `rule-${declaration.key}`, "aria-describedby": described }, ...(declaration.names ?? []).map((name) => h("option", { value: name, text: optionName(declaration.key, name) })));
  select.addEventListener("change", () => run.want({ ...app.policy(), [declaration.key]: select.value }));
  return { element: select, show: () => void (select.value = String(app.policy()[declaration.key] ?? declaration.value)) };
}

function flag(app: App, run: Run, declaration: Declaration, id: string, described: string): Control {
  const box = h("input", { type: "checkbox", id, test: `rule-${declaration.key}`, "aria-describedby": described });
  box.addEventListener("change", () => run.want({ ...app.policy(), [declaration.key]: box.checked }));
  return { element: box, show: () => void (box.checked = app.policy()[declaration.key] === true) };
}

function rule(app: App, run: Run, scope: Scope, key: string): HTMLElement | null {
  const declaration = app.words().declarations.get(key);
  if (!declaration) return null;
  const id = `rule-${key.replace(".", "-")}`;
  const described = `${id}-what`;
  const made = declaration.kind === "names" ? choice(app, run, declaration, id, described) : declaration.kind === "flag" ? flag(app, run, declaration, id, described) : slider(app, run, declaration, id, described);
  scope.watch([app.policy], made.show);
  const unit = isShare(declaration) || declaration.kind === "names" || declaration.kind === "flag" ? null : h("span", { class: "rule-unit", text: declaration.unit });
  const figures = "value" in made ? h("span", { class: "rule-figures" }, made.value as HTMLElement, unit) : null;
  const meaning = has(`rule.${key}.what`) ? t(`rule.${key}.what` as never) : declaration.meaning;
  return h(
    "div",
    { class: `rule ${declaration.kind}` },
    h("label", { class: "rule-name", for: id, text: ruleName(key) }),
    figures,
    made.element,
    h("p", { class: "rule-what", id: described }, meaning, declaration.price ? h("span", { class: "rule-price", text: ` ${t("rules.price", { price: declaration.price })}` }) : null),
  );
}

function group(app: App, run: Run, scope: Scope, one: RuleGroup, open: boolean): HTMLElement {
  const rules = (keys: string[]): (HTMLElement | null)[] => keys.map((key) => rule(app, run, scope, key));
  const rest = one.rest.length > 0 ? h("details", { class: "rules-more" }, h("summary", { text: t("rules.all"), "data-testid": `rules-all-${one.name}` }), ...rules(one.rest).filter((element) => element !== null)) : null;
  return h("details", { class: "rules-group", open, test: `rules-${one.name}` }, h("summary", {}, h("span", { class: "rules-title", text: t(`pillar.${one.name}`) }), h("span", { class: "rules-lead", text: t(`pillar.${one.name}.what`) })), ...rules(one.first), rest);
}

/** Keys of policy that stand nowhere else: none is left out if the core gets a new one. */
function others(app: App): string[] {
  const placed = new Set(RULES.flatMap((one) => [...one.first, ...one.rest]));
  return [...app.words().declarations.keys()].filter((key) => !key.startsWith("budget.") && !placed.has(key));
}

export function rulesView(app: App, run: Run, scope: Scope): HTMLElement {
  const rest = others(app);
  return h(
    "div",
    { class: "rules", test: "rules" },
    h("p", { class: "desk-lead", text: t("rules.lead") }),
    ...RULES.map((one, at) => group(app, run, scope, one, at === 0)),
    rest.length > 0 ? h("details", { class: "rules-group" }, h("summary", {}, h("span", { class: "rules-title", text: t("rules.others") })), ...rest.map((key) => rule(app, run, scope, key)).filter((element) => element !== null)) : null,
  );
}
