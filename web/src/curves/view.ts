// Three curves that grow with the city, with those of the kept run behind them.

import { GUESSED } from "../core/api";
import type { Guessed } from "../lessons/types";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import { shown, SHOW } from "../ui/numbers";
import type { Scope } from "../ui/signal";
import { calm, dark } from "../ui/theme";
import { chart, type Chart, type ChartGiven, type Line } from "./chart";
import { curvesTable } from "./table";

/** A range around all that is shown, never smaller than the outcome's span: noise must not look like news. */
function rangeOf(outcome: Guessed, curves: ArrayLike<number>[]): [number, number] {
  const factor = SHOW[outcome].factor;
  let [low, high] = [Infinity, -Infinity];
  for (const curve of curves) for (let at = 0; at < curve.length; at++) if (Number.isFinite(curve[at])) [low, high] = [Math.min(low, curve[at]!), Math.max(high, curve[at]!)];
  const span = SHOW[outcome].span / factor;
  if (low > high) [low, high] = [0.5, 0.5];
  const rest = Math.max(0, span - (high - low)) / 2;
  const pad = (high - low) * 0.08;
  const from = Math.max(0, low - Math.max(rest, pad));
  return [from * factor, Math.min(1, Math.max(from + span, high + Math.max(rest, pad))) * factor];
}

const scaled = (curve: ArrayLike<number>, factor: number): number[] => Array.from(curve, (value) => value * factor);

function given(app: App, outcome: Guessed, point: (at: number | null) => void): ChartGiven {
  const now = app.frame()?.[outcome] ?? new Float64Array(0);
  const ghost = app.kept()?.trail?.[outcome] ?? null;
  const rounds = app.geometry()?.rounds ?? 208;
  const factor = SHOW[outcome].factor;
  const lines: Line[] = [...(ghost ? [{ kind: "ghost", values: scaled(ghost, factor) } as const] : []), { kind: "now", values: scaled(now, factor) }];
  return {
    x: Array.from({ length: rounds }, (_, round) => round + 1),
    lines,
    marks: app.plan().reforms.map((reform) => reform.round),
    last: rounds,
    range: rangeOf(outcome, ghost ? [now, ghost] : [now]),
    format: (value) => `${Number(value.toFixed(SHOW[outcome].digits))}${SHOW[outcome].suffix}`,
    sync: "live",
    height: heightHere(),
    point,
  };
}

/** Three of them fit beside the map. */
function heightHere(): number {
  if (window.innerWidth < 1100) return 150;
  return Math.round(Math.min(230, Math.max(112, (window.innerHeight - 330) / 3 - 34)));
}

function panel(app: App, scope: Scope, outcome: Guessed): HTMLElement {
  const value = h("span", { class: "curve-value", test: `value-${outcome}` });
  const ghostValue = h("span", { class: "curve-ghost", test: `ghost-${outcome}` });
  const holder = h("div", { class: "curve-holder", "aria-hidden": "true" });
  let at: number | null = null;
  let made: Chart | null = null;
  let seen = 0;

  const read = (): void => {
    const now = app.frame()?.[outcome] ?? new Float64Array(0);
    const round = at !== null && at < now.length ? at : now.length - 1;
    value.textContent = round >= 0 ? shown(outcome, now[round]!) : "–";
    const ghost = app.kept()?.trail?.[outcome][at ?? Math.max(0, round)];
    ghostValue.textContent = ghost === undefined ? "" : t("curves.kept", { value: shown(outcome, ghost) });
  };
  const point = (next: number | null): void => {
    at = next;
    read();
  };
  const draw = (): void => {
    read();
    // Whoever wants little motion sees the curve grow in steps.
    if (calm() && app.playing() && performance.now() - seen < 1000) return;
    seen = performance.now();
    made?.update(given(app, outcome, point));
  };
  // The holder has a size only when it is in the page.
  const start = (): void => {
    made?.end();
    made = chart(holder, given(app, outcome, point));
    read();
  };
  const first = requestAnimationFrame(() => {
    start();
    scope.last(dark.on(() => requestAnimationFrame(start)));
  });
  scope.last(() => {
    cancelAnimationFrame(first);
    made?.end();
  });
  let waiting = 0;
  scope.watch([app.frame, app.kept, app.plan], () => {
    if (!waiting)
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        draw();
      });
  });
  return h(
    "section",
    { class: "curve", test: `curve-${outcome}` },
    h("header", {}, h("h3", { text: app.words().columns.get(outcome)?.title ?? outcome }), h("p", { class: "curve-now" }, value, ghostValue)),
    h("p", { class: "curve-meaning", text: t(`outcome.${outcome}`) }),
    holder,
  );
}

export function curvesView(app: App, scope: Scope): HTMLElement {
  const table = h("div");
  const details = h("details", { class: "as-table", test: "curves-table" }, h("summary", { text: t("curves.table") }), table);
  const fillTable = (): void => {
    if (details.open) table.replaceChildren(curvesTable(app));
  };
  details.addEventListener("toggle", fillTable);
  scope.watch([app.frame, app.kept], fillTable);
  return h("section", { class: "curves", "aria-label": t("curves.title"), id: "curves" }, ...GUESSED.map((outcome) => panel(app, scope, outcome)), h("p", { class: "axis-note", text: t("curves.axis") }), details);
}
