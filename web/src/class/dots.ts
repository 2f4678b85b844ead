// Differences as dots with their intervals around a zero line, one row for each outcome, in percent of the axis of its own.

import type { Finding } from "../core/api";
import { svg } from "../ui/dom";

const WIDTH = 320;
const HEIGHT = 30;

/** One outcome: its interval as a line, its mean as a dot; full where it is told apart from zero. */
export function dot(finding: Finding): SVGElement {
  const ends = [finding.mean, finding.low ?? finding.mean, finding.high ?? finding.mean];
  const reach = Math.max(...ends.map(Math.abs), 1e-12) * 1.15;
  const x = (value: number): number => WIDTH / 2 + (value / reach) * (WIDTH / 2 - 8);
  const middle = HEIGHT / 2;
  return svg(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "dot", "aria-hidden": "true" },
    svg("line", { x1: WIDTH / 2, x2: WIDTH / 2, y1: 2, y2: HEIGHT - 2, stroke: "currentColor", "stroke-width": 1, opacity: 0.6 }),
    svg("line", { x1: x(ends[1]!), x2: x(ends[2]!), y1: middle, y2: middle, stroke: "var(--accent)", "stroke-width": 3 }),
    svg("circle", { cx: x(finding.mean), cy: middle, r: 6, fill: finding.finding === "differs" ? "var(--accent)" : "var(--paper)", stroke: "var(--accent)", "stroke-width": 2.4 }),
  );
}
