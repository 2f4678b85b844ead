// The plan of the town: where districts, communities, grids and residents lie, in a unit square. Places have no meaning of their own; the same city always looks the same.

import type { Geometry } from "../core/api";

export interface Point {
  x: number;
  y: number;
}

export interface Area {
  x: number;
  y: number;
  w: number;
  h: number;
}

export interface Grid {
  district: number;
  community: number;
  /** Number of its community in the whole city. */
  place: number;
  outline: Point[];
  /** First resident and the one after the last. */
  from: number;
  to: number;
}

export interface Town {
  grids: Grid[];
  /** Outlines of communities, in order. */
  communities: { district: number; community: number; outline: Point[]; middle: Point }[];
  /** Where a district's departments and organisations stand: from left to right. */
  strips: { left: Point; right: Point }[];
  x: Float32Array;
  y: Float32Array;
}

const DISTRICT_GAP = 0.034;
const COMMUNITY_GAP = 0.012;
const GRID_GAP = 0.0035;
/** Height of the strip in a district that offices stand on, of the district's. */
const STRIP = 0.085;

/** Bends the square a little, so that streets are not ruled lines. */
export function bend({ x, y }: Point): Point {
  const wave = (a: number): number => Math.sin(2 * Math.PI * a);
  const u = x + 0.02 * wave(y * 0.9 + 0.13) + 0.006 * wave(x * 1.9 + y * 1.3);
  const v = y + 0.017 * wave(x * 1.05 + 0.42) + 0.006 * wave(y * 2.2 - x * 0.9);
  // Room at the edges for what bends outwards.
  return { x: 0.03 + u * 0.94, y: 0.028 + v * 0.944 };
}

/** A number from 0 to 1 that looks like chance, from two whole ones. */
export function speckle(a: number, b: number): number {
  let h = Math.imul(a + 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
}

/** Cells of a table with a gap between them, row by row. */
function cells(area: Area, count: number, gap: number, columns = Math.ceil(Math.sqrt(count))): Area[] {
  const rows = Math.ceil(count / columns);
  const w = (area.w - gap * (columns - 1)) / columns;
  const h = (area.h - gap * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, at) => ({ x: area.x + (at % columns) * (w + gap), y: area.y + Math.floor(at / columns) * (h + gap), w, h }));
}

/** Strips whose widths go by the residents in them; lying or standing. */
function strips(area: Area, weights: number[], standing: boolean): Area[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const long = (standing ? area.w : area.h) - GRID_GAP * (weights.length - 1);
  let from = 0;
  return weights.map((weight) => {
    const part = (long * weight) / total;
    const strip = standing ? { ...area, x: area.x + from, w: part } : { ...area, y: area.y + from, h: part };
    from += part + GRID_GAP;
    return strip;
  });
}

/** The bent outline of an area, with corners cut a little. */
function outlineOf({ x, y, w, h }: Area): Point[] {
  const cut = Math.min(w, h) * 0.09;
  const along = (from: Point, to: Point): Point[] => Array.from({ length: 7 }, (_, step) => bend({ x: from.x + ((to.x - from.x) * step) / 6, y: from.y + ((to.y - from.y) * step) / 6 }));
  const [left, right, top, bottom] = [x, x + w, y, y + h];
  return [
    ...along({ x: left + cut, y: top }, { x: right - cut, y: top }),
    ...along({ x: right, y: top + cut }, { x: right, y: bottom - cut }),
    ...along({ x: right - cut, y: bottom }, { x: left + cut, y: bottom }),
    ...along({ x: left, y: bottom - cut }, { x: left, y: top + cut }),
  ];
}

/** Puts residents into an area, evenly but not in ranks. */
function settle(town: Town, area: Area, from: number, to: number): void {
  const count = to - from;
  const columns = Math.max(1, Math.round(Math.sqrt((count * area.w) / area.h)));
  const rows = Math.ceil(count / columns);
  for (let resident = from; resident < to; resident++) {
    const at = resident - from;
    const column = (at % columns) + 0.5 + (speckle(resident, 1) - 0.5) * 0.62;
    const row = Math.floor(at / columns) + 0.5 + (speckle(resident, 2) - 0.5) * 0.62;
    const point = bend({ x: area.x + 0.02 * area.w + (0.96 * area.w * column) / columns, y: area.y + 0.03 * area.h + (0.94 * area.h * row) / rows });
    town.x[resident] = point.x;
    town.y[resident] = point.y;
  }
}

export function townOf(geometry: Geometry): Town {
  const residents = geometry.districts.flatMap((district) => district.communities).reduce((sum, community) => sum + community.residents, 0);
  const town: Town = { grids: [], communities: [], strips: [], x: new Float32Array(residents), y: new Float32Array(residents) };
  let next = 0;
  cells({ x: 0, y: 0, w: 1, h: 1 }, geometry.districts.length, DISTRICT_GAP).forEach((ground, district) => {
    const strip = ground.h * STRIP;
    const middle = ground.y + strip * 0.42;
    town.strips.push({ left: { x: ground.x, y: middle }, right: { x: ground.x + ground.w, y: middle } });
    const communities = geometry.districts[district]!.communities;
    cells({ ...ground, y: ground.y + strip, h: ground.h - strip }, communities.length, COMMUNITY_GAP).forEach((area, community) => {
      const place = town.communities.length;
      town.communities.push({ district, community, outline: outlineOf(area), middle: bend({ x: area.x + area.w / 2, y: area.y + area.h / 2 }) });
      const weights = communities[community]!.grids;
      strips(area, weights, (district + community) % 2 === 0).forEach((grid, at) => {
        town.grids.push({ district, community, place, outline: outlineOf(grid), from: next, to: next + weights[at]! });
        settle(town, grid, next, next + weights[at]!);
        next += weights[at]!;
      });
    });
  });
  return town;
}
