// The legend of the map: the ramp with numbers in its unit, and what the signs mean.

import type { Layer } from "../core/api";
import { h, svg } from "../ui/dom";
import { t } from "../ui/language";
import { fixed } from "../ui/numbers";
import { colourAt, rampOf, type Range } from "./colours";

const DIGITS: Record<Layer, number> = { trust: 2, satisfaction: 2, stock: 2, backlog: 0, grievance: 2 };

const SHAPES = {
  open: () => svg("circle", { cx: 8, cy: 8, r: 4, fill: "none", stroke: "currentColor", "stroke-width": 1.8 }),
  waits: () => svg("path", { d: "M8 2.500 13.500 8 8 13.500 2.500 8z", fill: "var(--accent)" }),
  office: () => svg("g", {}, svg("rect", { x: 2.5, y: 2.5, width: 11, height: 11, fill: "var(--paper)", stroke: "currentColor", "stroke-width": 1.6 }), svg("rect", { x: 2.5, y: 8, width: 11, height: 5.5, fill: "currentColor" })),
  organisation: () => svg("g", {}, svg("circle", { cx: 8, cy: 8, r: 5.5, fill: "var(--paper)", stroke: "currentColor", "stroke-width": 1.6 }), svg("path", { d: "M2.500 8a5.500 5.500 0 0 0 11 0z", fill: "currentColor" })),
};

const sign = (shape: keyof typeof SHAPES, text: string): HTMLElement => h("li", {}, svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, SHAPES[shape]()), text);

/** What the signs mean. */
export const signs = (): HTMLElement =>
  h("ul", { class: "signs", "aria-label": t("map.signs") }, sign("open", t("map.open")), sign("waits", t("map.waits")), sign("office", t("map.office")), sign("organisation", t("map.organisation")));

/** The ramp of a layer. */
export function ramp(layer: Layer, range: Range, dark: boolean): HTMLElement {
  const colours = Array.from({ length: 9 }, (_, at) => colourAt(rampOf(layer, dark), at / 8)).join(",");
  const number = (value: number): string => fixed(value, DIGITS[layer]);
  return h(
    "div",
    { class: "ramp", test: "map-legend" },
    h("span", { class: "ramp-low", text: number(range.low) }),
    h("span", { class: "ramp-bar", style: `background:linear-gradient(90deg,${colours})`, "aria-hidden": "true" }),
    h("span", { class: "ramp-high", text: number(range.high) }),
    h("span", { class: "ramp-unit", text: t(`layer.${layer}.unit`) }),
  );
}
