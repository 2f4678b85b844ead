// The curves as numbers: a row a quarter of a year.

import { GUESSED } from "../core/api";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import { shown } from "../ui/numbers";

const QUARTER = 13;

export function curvesTable(app: App): HTMLElement {
  const frame = app.frame();
  const trail = app.kept()?.trail ?? null;
  const length = frame?.trust_government.length ?? 0;
  const titles = GUESSED.map((outcome) => app.words().columns.get(outcome)?.title ?? outcome);
  const head = [t("curves.week"), ...titles.flatMap((title) => (trail ? [title, t("curves.keptColumn", { title })] : [title]))];
  const rounds = Array.from({ length }, (_, round) => round).filter((round) => (round + 1) % QUARTER === 0 || round === 0 || round === length - 1);
  const rows = rounds.map((round) => {
    const cells = GUESSED.flatMap((outcome) => [shown(outcome, frame![outcome][round]!), ...(trail ? [shown(outcome, trail[outcome][round] ?? Number.NaN)] : [])]);
    return h("tr", {}, h("th", { scope: "row", text: String(round + 1) }), ...cells.map((text) => h("td", { text })));
  });
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("curves.table") }, h("table", { class: "numbers" }, h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...rows)));
}
