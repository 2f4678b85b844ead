// Curves of a difference with their band.

import type { Band } from "../core/api";
import { chart } from "../curves/chart";
import type { Guessed } from "../lessons/types";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { signed } from "../ui/numbers";
import type { Scope } from "../ui/signal";
import { dark } from "../ui/theme";

/** Differences of shares are shown in points. */
const UNIT: Record<Guessed, { factor: number; digits: number }> = { trust_government: { factor: 1, digits: 3 }, participation_rate: { factor: 100, digits: 1 }, solved_share: { factor: 100, digits: 1 } };

const times = (values: ArrayLike<number>, factor: number): number[] => Array.from(values, (value) => value * factor);

/** A range with zero in it and room on both sides; small noise is not drawn large. */
function rangeOf(band: Band, factor: number, digits: number): [number, number] {
  const values = [...band.low, ...band.high, 0].filter(Number.isFinite).map((value) => value * factor);
  const least = 8 * 10 ** -digits;
  const pad = (Math.max(...values) - Math.min(...values)) * 0.1;
  return [Math.min(-least, Math.min(...values) - pad), Math.max(least, Math.max(...values) + pad)];
}

/** One curve; `x` are weeks. */
export function bandView(app: App, scope: Scope, outcome: Guessed, band: Band, x: number[], last: number, marks: number[], note: string): HTMLElement {
  const { factor, digits } = UNIT[outcome];
  const holder = h("div", { class: "curve-holder", "aria-hidden": "true" });
  const value = h("span", { class: "curve-value" });
  const read = (at: number | null): void => {
    const round = at ?? band.mean.length - 1;
    value.textContent = Number.isFinite(band.mean[round]) ? signed(band.mean[round]! * factor, digits) : "";
  };
  const make = (): { end(): void } =>
    chart(holder, {
      x,
      lines: [{ kind: "zero", values: x.map(() => 0) }, { kind: "difference", values: times(band.mean, factor) }],
      band: { low: times(band.low, factor), high: times(band.high, factor) },
      marks,
      last,
      range: rangeOf(band, factor, digits),
      format: (tick) => (tick === 0 ? "0" : signed(Number(tick.toFixed(digits + 1)), digits)),
      sync: "differences",
      height: 150,
      point: read,
    });
  let made: { end(): void } | null = null;
  const start = (): void => {
    made?.end();
    made = make();
    read(null);
  };
  const first = requestAnimationFrame(start);
  scope.last(dark.on(() => requestAnimationFrame(start)));
  scope.last(() => {
    cancelAnimationFrame(first);
    made?.end();
  });
  return h("section", { class: "curve difference", test: `difference-${outcome}` }, h("header", {}, h("h4", { text: app.words().columns.get(outcome)?.title ?? outcome }), h("p", { class: "curve-now" }, value)), h("p", { class: "curve-meaning", text: note }), holder);
}
