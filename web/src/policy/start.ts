// Where a city begins: a shipped scenario, and the seed of its luck.

import type { Run } from "../city/run";
import { FIRST, type App } from "../state/app";
import { h } from "../ui/dom";
import { has, t } from "../ui/language";
import { segments } from "../ui/segments";
import type { Scope } from "../ui/signal";
import { isUntouched } from "./plan";

export const scenarioName = (name: string): string => (has(`scenario.${name}`) ? t(`scenario.${name}` as never) : name);

/** What a shipped scenario is: in the words of the page, or, of one that they do not know, of the core. */
const scenarioWhat = (app: App, name: string): string => (has(`scenario.${name}.what`) ? t(`scenario.${name}.what` as never) : (app.words().shipped.find((one) => one.name === name)?.description ?? ""));

const MOST_SEED = 2 ** 53 - 1;

function bases(app: App, run: Run, scope: Scope): HTMLElement {
  const select = h("select", { id: "base", test: "base" }, ...app.words().shipped.map((one) => h("option", { value: one.name, text: scenarioName(one.name) })));
  const what = h("p", { class: "base-what", test: "base-what" });
  select.addEventListener("change", async () => {
    const playing = app.playing();
    if (!(await run.open({ ...FIRST, base: select.value, seed: app.plan().seed }))) select.value = app.plan().base;
    else if (playing) run.play();
  });
  scope.watch([app.plan], () => {
    select.value = app.plan().base;
    what.textContent = scenarioWhat(app, app.plan().base);
  });
  return h("div", { class: "base" }, h("label", { for: "base", text: t("start.base") }), select, what);
}

function seeds(app: App, run: Run, scope: Scope): HTMLElement {
  const input = h("input", { type: "number", id: "seed", min: 0, max: MOST_SEED, step: 1, inputmode: "numeric", test: "seed", "aria-describedby": "seed-what" });
  input.addEventListener("change", () => {
    const seed = Number(input.value);
    if (input.value.trim() === "" || !Number.isSafeInteger(seed) || seed < 0) {
      app.notice.set({ text: t("start.seed.wrong"), tone: "warning" });
      input.value = String(app.plan().seed);
      return;
    }
    void run.open({ ...app.plan(), seed }).then((taken) => taken && run.play());
  });
  scope.watch([app.plan], () => void (input.value = String(app.plan().seed)));
  return h("div", { class: "seed" }, h("label", { for: "seed", text: t("start.seed") }), input, h("span", { class: "seed-what", id: "seed-what", text: t("start.seed.what") }));
}

/** When a change takes hold, and the way back. */
export function holdView(app: App, run: Run, scope: Scope): HTMLElement {
  const back = h("button", { type: "button", class: "quiet", test: "reset", text: t("start.reset"), on: { click: () => void run.open({ ...FIRST, base: app.plan().base, seed: app.plan().seed }).then(() => run.play()) } });
  scope.watch([app.plan], () => void (back.hidden = isUntouched(app.plan())));
  const choices = [{ value: "now" as const, label: t("hold.now"), title: t("hold.now.what") }, { value: "start" as const, label: t("hold.start"), title: t("hold.start.what") }];
  return h("div", { class: "hold" }, segments(scope, t("hold.legend"), choices, app.hold, "hold"), back);
}

export function startView(app: App, run: Run, scope: Scope): HTMLElement {
  return h("div", { class: "start" }, bases(app, run, scope), h("details", { class: "start-more", test: "start-more" }, h("summary", { text: t("start.more") }), seeds(app, run, scope)));
}
