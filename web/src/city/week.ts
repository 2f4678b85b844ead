// What happened this week, in a sentence; told aloud at a calm pace.

import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import type { Scope } from "../ui/signal";

/** Milliseconds between two sentences that a screen reader is told while the city runs. */
const CALM = 12_000;

export function weekView(app: App, scope: Scope): HTMLElement {
  const seen = h("p", { class: "week", test: "week", "aria-hidden": "true" });
  const spoken = h("p", { class: "unseen", role: "status", test: "week-spoken" });
  let told = 0;
  scope.watch([app.frame, app.playing], () => {
    const week = app.frame()?.week || t("week.warm");
    seen.textContent = week;
    if (app.playing() && performance.now() - told < CALM) return;
    told = performance.now();
    spoken.textContent = week;
  });
  return h("div", { class: "week-holder" }, seen, spoken);
}
