// A small chart of curves over weeks, by uPlot.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";

export interface Line {
  kind: "now" | "ghost" | "difference" | "zero";
  values: ArrayLike<number>;
}

export interface ChartGiven {
  /** Weeks at which there are values. */
  x: ArrayLike<number>;
  lines: Line[];
  /** Band between two curves: low and high. */
  band?: { low: ArrayLike<number>; high: ArrayLike<number> };
  /** Weeks with a change of policy. */
  marks: number[];
  last: number;
  range: [number, number];
  format: (value: number) => string;
  /** Charts with one name share a cursor. */
  sync: string;
  height: number;
  /** Called with the position in x under the pointer, or null. */
  point: (at: number | null) => void;
}

export interface Chart {
  update(given: ChartGiven): void;
  end(): void;
}

interface Inks {
  rule: string;
  muted: string;
  accent: string;
  ghost: string;
  ink: string;
  band: string;
}

function inks(element: HTMLElement): Inks {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return { rule: read("rule"), muted: read("muted"), accent: read("accent"), ghost: read("ghost"), ink: read("ink"), band: read("band") };
}

const padded = (values: ArrayLike<number>, length: number): (number | null)[] => Array.from({ length }, (_, at) => (Number.isFinite(values[at]) ? values[at]! : null));

function dataOf(given: ChartGiven): uPlot.AlignedData {
  const length = given.x.length;
  const band = given.band ? [padded(given.band.low, length), padded(given.band.high, length)] : [];
  return [Array.from(given.x), ...band, ...given.lines.map((line) => padded(line.values, length))] as uPlot.AlignedData;
}

function seriesOf(line: Line, ink: Inks): uPlot.Series {
  if (line.kind === "ghost") return { stroke: ink.ghost, width: 1.6, dash: [5, 4], points: { show: false } };
  if (line.kind === "zero") return { stroke: ink.muted, width: 1, points: { show: false } };
  return { stroke: ink.accent, width: 2.2, points: { show: false } };
}

/** Every quarter of the time, or of a year where it is a year or more. */
const weeks = (last: number): number[] => (last >= 104 ? Array.from({ length: Math.floor(last / 52) + 1 }, (_, year) => year * 52) : [0, Math.round(last / 2), last]);

/** Dashed upright lines where policy changed. */
function drawMarks(chart: uPlot, marks: number[], ink: Inks): void {
  const context = chart.ctx;
  context.save();
  context.strokeStyle = ink.accent;
  context.globalAlpha = 0.55;
  context.lineWidth = devicePixelRatio;
  context.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const mark of marks) {
    const x = Math.round(chart.valToPos(mark, "x", true));
    context.beginPath();
    context.moveTo(x, chart.bbox.top);
    context.lineTo(x, chart.bbox.top + chart.bbox.height);
    context.stroke();
  }
  context.restore();
}

function optionsOf(holder: HTMLElement, now: () => ChartGiven, ink: Inks): uPlot.Options {
  const first = now();
  const bandSeries: uPlot.Series[] = first.band ? [{ stroke: "transparent", points: { show: false } }, { stroke: "transparent", points: { show: false } }] : [];
  const font = `11.5px ${getComputedStyle(holder).fontFamily}`;
  return {
    width: Math.max(120, holder.clientWidth),
    height: first.height,
    legend: { show: false },
    padding: [8, 16, 0, 0],
    cursor: { sync: { key: first.sync }, drag: { x: false, y: false }, points: { size: 7, width: 2 }, y: false },
    scales: { x: { time: false, range: () => [0, now().last] }, y: { range: () => now().range } },
    axes: [
      { stroke: ink.muted, font, size: 24, gap: 3, grid: { stroke: ink.rule, width: 1 }, ticks: { show: false }, splits: () => weeks(now().last), values: (_, splits) => splits.map(String) },
      { stroke: ink.muted, font, size: 46, gap: 4, grid: { stroke: ink.rule, width: 1 }, ticks: { show: false }, space: 24, values: (_, splits) => splits.map((split) => now().format(split)) },
    ],
    series: [{}, ...bandSeries, ...first.lines.map((line) => seriesOf(line, ink))],
    ...(first.band ? { bands: [{ series: [2, 1] as [number, number], fill: ink.band }] } : {}),
    hooks: { draw: [(chart) => drawMarks(chart, now().marks, ink)], setCursor: [(chart) => now().point(chart.cursor.idx ?? null)] },
  };
}

/** Lines that a chart was made for: other kinds need a new one. */
const shape = (given: ChartGiven): string => [given.lines.map((line) => line.kind).join(), given.band ? "band" : "", given.height].join();

export function chart(holder: HTMLElement, given: ChartGiven): Chart {
  let now = given;
  let made: uPlot | null = null;
  const make = (): void => {
    made?.destroy();
    made = new uPlot(optionsOf(holder, () => now, inks(holder)), dataOf(now), holder);
  };
  make();
  const observer = new ResizeObserver(() => made?.setSize({ width: Math.max(120, holder.clientWidth), height: now.height }));
  observer.observe(holder);
  return {
    update(next) {
      const same = shape(next) === shape(now);
      now = next;
      if (same) made?.setData(dataOf(next));
      else make();
    },
    end() {
      observer.disconnect();
      made?.destroy();
    },
  };
}
