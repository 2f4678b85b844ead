// Comparing in four steps: keep, change, guess, run.

import type { Run } from "../city/run";
import { identity } from "../policy/plan";
import { scenarioName } from "../policy/start";
import { PAIRS, type App } from "../state/app";
import { remember } from "../state/memory";
import { h, refill, type Child } from "../ui/dom";
import { t } from "../ui/language";
import type { Scope } from "../ui/signal";
import { changesView } from "./changes";
import type { Compare } from "./comparison";
import { guessesView } from "./guesses";
import { progressView } from "./result";

const step = (number: number, title: string, ...children: Child[]): HTMLElement => h("section", { class: "step" }, h("h3", {}, h("span", { class: "step-number", "aria-hidden": "true", text: String(number) }), title), ...children);

function keepStep(app: App, scope: Scope, compare: Compare): HTMLElement {
  const keep = h("button", { type: "button", class: "primary", test: "keep", on: { click: () => compare.keep(app.plan()) } });
  const letGo = h("button", { type: "button", class: "quiet", test: "let-go", text: t("keep.letGo"), on: { click: compare.letGo } });
  const said = h("p", { class: "kept-name", test: "kept" });
  scope.watch([app.kept], () => {
    const kept = app.kept();
    keep.textContent = t(kept ? "keep.again" : "keep.button");
    keep.className = kept ? "quiet" : "primary";
    letGo.hidden = !kept;
    said.hidden = !kept;
    refill(said, h("span", { class: "ghost-sample", "aria-hidden": "true" }), kept ? t("keep.kept", { name: scenarioName(kept.plan.base) }) : "");
  });
  return step(1, t("step.keep"), h("p", { class: "step-what", text: t("step.keep.what") }), said, h("p", { class: "buttons" }, keep, letGo));
}

function changeStep(app: App, scope: Scope): HTMLElement {
  const list = h("div");
  const go = h("p", { class: "buttons" }, h("button", { type: "button", class: "quiet", test: "to-money", text: t("step.change.money"), on: { click: () => app.desk.set("money") } }), h("button", { type: "button", class: "quiet", test: "to-rules", text: t("step.change.rules"), on: { click: () => app.desk.set("rules") } }));
  scope.watch([app.kept, app.plan], () => {
    const kept = app.kept();
    refill(list, kept ? changesView(app, kept.plan, app.plan()) : h("p", { class: "changes-none", text: t("changes.noKept") }));
  });
  return step(2, t("step.change"), list, go);
}

/** The pupil's number in class, which says on which block of seeds this page works. */
export function numberField(app: App, scope: Scope): HTMLElement {
  const input = h("input", { type: "number", id: "number", min: 1, max: 60, step: 1, inputmode: "numeric", test: "number", "aria-describedby": "number-what" });
  const what = h("span", { class: "number-what", id: "number-what" });
  input.addEventListener("change", () => {
    const number = Number(input.value);
    if (Number.isInteger(number) && number >= 1 && number <= 60) {
      app.number.set(number);
      remember("number", String(number));
      return;
    }
    app.notice.set({ text: t("number.wrong"), tone: "warning" });
    input.value = String(app.number());
  });
  scope.watch([app.number], () => {
    input.value = String(app.number());
    what.textContent = t("number.what", { first: PAIRS * (app.number() - 1), last: PAIRS * app.number() - 1 });
  });
  return h("p", { class: "number" }, h("label", { for: "number", text: t("number.label") }), input, what);
}

function runStep(app: App, scope: Scope, compare: Compare): HTMLElement {
  const run = h("button", { type: "button", class: "primary", test: "run-pairs", text: t("run.button", { pairs: PAIRS }) });
  const why = h("p", { class: "step-what", test: "run-why" });
  run.addEventListener("click", () => {
    const kept = app.kept();
    if (kept) compare.run(kept.plan, app.plan());
  });
  scope.watch([app.kept, app.plan, app.comparison], () => {
    const kept = app.kept();
    const same = kept !== null && identity(kept.plan) === identity(app.plan());
    run.disabled = !kept || same || app.comparison()?.state === "runs";
    why.textContent = !kept ? t("run.needsKept") : same ? t("run.needsChange") : t("run.what");
  });
  return step(4, t("step.run"), why, h("p", { class: "buttons" }, run), numberField(app, scope), progressView(app, scope, compare.cancel));
}

export function compareView(app: App, _run: Run, compare: Compare, scope: Scope): HTMLElement {
  return h(
    "div",
    { class: "compare", test: "compare" },
    h("p", { class: "desk-lead", text: t("compare.lead") }),
    keepStep(app, scope, compare),
    changeStep(app, scope),
    step(3, t("step.guess"), h("p", { class: "step-what", text: t("step.guess.what") }), guessesView(app, scope)),
    runStep(app, scope, compare),
  );
}
