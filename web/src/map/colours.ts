// Colours of the layers: ramps that are read without telling red from green, light where there is little on paper, and dark where there is little at night.

import type { Layer } from "../core/api";

export interface Ramp {
  stops: string[];
}

/** Things one wants more of, and things one wants less of. */
const GOOD = { light: ["#f4f1d9", "#cfe3cf", "#97cbc4", "#5ba9b6", "#3580a3"], dark: ["#20302f", "#23494e", "#2b6a71", "#45938f", "#8fc7ab"] };
const BURDEN = { light: ["#fbf3df", "#f8dcae", "#f1b878", "#df8c4c", "#bd6233"], dark: ["#2e2620", "#523722", "#7d4c22", "#b26e2c", "#e9a95c"] };

const IS_BURDEN: Record<Layer, boolean> = { trust: false, satisfaction: false, stock: false, backlog: true, grievance: true };

export const rampOf = (layer: Layer, dark: boolean): Ramp => ({ stops: (IS_BURDEN[layer] ? BURDEN : GOOD)[dark ? "dark" : "light"] });

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** The colour at a place of a ramp, 0 to 1. */
export function colourAt(ramp: Ramp, place: number): string {
  const last = ramp.stops.length - 1;
  const at = Math.min(1, Math.max(0, Number.isFinite(place) ? place : 0)) * last;
  const low = Math.min(last - 1, Math.floor(at));
  const [from, to] = [channels(ramp.stops[low]!), channels(ramp.stops[low + 1]!)];
  const mix = from.map((channel, part) => Math.round(channel + (to[part]! - channel) * (at - low)));
  return `rgb(${mix.join(",")})`;
}

export interface Range {
  low: number;
  high: number;
}

/** The range that each layer begins with, and the step to which it is widened where values leave it. */
const FIRST: Record<Layer, Range & { step: number }> = {
  trust: { low: 0.5, high: 0.75, step: 0.05 },
  satisfaction: { low: 0.5, high: 0.8, step: 0.05 },
  stock: { low: 0.4, high: 0.9, step: 0.1 },
  backlog: { low: 0, high: 40, step: 10 },
  grievance: { low: 0, high: 0.08, step: 0.02 },
};

/** Keeps the range of a layer: it only grows, so that a colour keeps its meaning while one looks. */
export function ranges(): (layer: Layer, values: Float32Array) => Range {
  const known = new Map<Layer, Range>();
  return (layer, values) => {
    const { step, ...first } = FIRST[layer];
    let { low, high } = known.get(layer) ?? first;
    for (const value of values) {
      if (value < low) low = Math.floor(value / step) * step;
      if (value > high) high = Math.ceil(value / step) * step;
    }
    known.set(layer, { low, high });
    return { low, high };
  };
}
