// Draws the town on a canvas.

import { Doing, type Body, type Layer } from "../core/api";
import type { Frame } from "../workers/live";
import { colourAt, rampOf, type Range } from "./colours";
import { bend, type Point, type Town } from "./town";

export interface Look {
  width: number;
  height: number;
  dark: boolean;
  layer: Layer;
  range: Range;
  /** Resident or body under the pointer or the cross of the keyboard, and the one that is followed. */
  near: Mark | null;
  picked: Mark | null;
  cross: Point | null;
}

export type Mark = { kind: "resident"; index: number } | { kind: "body"; index: number };

interface Inks {
  paper: string;
  ink: string;
  halo: string;
  speck: string;
  accent: string;
  office: string;
}

const LIGHT: Inks = { paper: "#fbfaf7", ink: "#1b1a18", halo: "rgba(255,255,255,.9)", speck: "rgba(27,26,24,.17)", accent: "#b5361c", office: "#ffffff" };
const DARK: Inks = { paper: "#15171b", ink: "#f3f0e8", halo: "rgba(12,13,16,.85)", speck: "rgba(243,240,232,.17)", accent: "#ff8d69", office: "#15171b" };

const inksOf = (dark: boolean): Inks => (dark ? DARK : LIGHT);

/** How large signs are drawn: smaller on a phone. */
const scaleOf = (look: Look): number => Math.min(1.15, Math.max(0.72, Math.min(look.width, look.height) / 560));

function trace(context: CanvasRenderingContext2D, outline: Point[], look: Look): void {
  context.beginPath();
  for (const { x, y } of outline) context.lineTo(x * look.width, y * look.height);
  context.closePath();
}

function paintGrids(context: CanvasRenderingContext2D, town: Town, frame: Frame, look: Look): void {
  const ramp = rampOf(look.layer, look.dark);
  const span = look.range.high - look.range.low;
  town.grids.forEach((grid, at) => {
    context.fillStyle = colourAt(ramp, (frame.layer[at]! - look.range.low) / span);
    trace(context, grid.outline, look);
    context.fill();
  });
}

/** All residents as specks, drawn once for a size. */
function specks(town: Town, look: Look, ratio: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = look.width * ratio;
  canvas.height = look.height * ratio;
  const context = canvas.getContext("2d")!;
  context.scale(ratio, ratio);
  context.fillStyle = inksOf(look.dark).speck;
  const size = Math.max(0.8, 1.25 * scaleOf(look));
  for (let resident = 0; resident < town.x.length; resident++) context.fillRect(town.x[resident]! * look.width - size / 2, town.y[resident]! * look.height - size / 2, size, size);
  return canvas;
}

/** Rings for open needs: thin, hollow. */
function paintOpen(context: CanvasRenderingContext2D, town: Town, doing: Uint8Array, look: Look): void {
  const radius = 1.75 * scaleOf(look);
  context.beginPath();
  for (let resident = 0; resident < doing.length; resident++) {
    if (doing[resident] !== Doing.OpenNeed) continue;
    const [x, y] = [town.x[resident]! * look.width, town.y[resident]! * look.height];
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.lineWidth = 0.9 * scaleOf(look);
  context.strokeStyle = inksOf(look.dark).ink;
  context.stroke();
}

/** Full diamonds with a halo for those who wait. */
function paintWaiting(context: CanvasRenderingContext2D, town: Town, doing: Uint8Array, look: Look): void {
  const size = 3.3 * scaleOf(look);
  context.beginPath();
  for (let resident = 0; resident < doing.length; resident++) {
    if (doing[resident] !== Doing.Waits) continue;
    diamond(context, town.x[resident]! * look.width, town.y[resident]! * look.height, size);
  }
  context.lineWidth = 1.6;
  context.strokeStyle = inksOf(look.dark).halo;
  context.stroke();
  context.fillStyle = inksOf(look.dark).accent;
  context.fill();
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
}

/** Where the sign of an office or an organisation stands, in the unit square. */
export function standOf(town: Town, body: Body, bodies: Body[]): Point {
  if (body.community !== null) return town.communities.find((one) => one.district === body.district && one.community === body.community)?.middle ?? { x: 0.5, y: 0.5 };
  const strip = town.strips[body.district] ?? town.strips[0]!;
  const row = bodies.filter((one) => one.district === body.district && one.community === null);
  const at = row.indexOf(body);
  // Departments from the left, organisations from the right.
  const departments = row.filter((one) => one.kind === "department").length;
  const place = body.kind === "department" ? 0.02 + at * stepOf(row.length) : 0.98 - (at - departments) * stepOf(row.length);
  return bend({ x: strip.left.x + (strip.right.x - strip.left.x) * place, y: strip.left.y });
}

const stepOf = (count: number): number => Math.min(0.075, 0.96 / Math.max(1, count));

/** A sign that fills from below as work comes in; over the brim it is all full and has a thick edge. */
function paintBody(context: CanvasRenderingContext2D, body: Body, at: Point, look: Look): void {
  const inks = inksOf(look.dark);
  const size = (body.kind === "community_office" ? 6.2 : 5) * scaleOf(look);
  const [x, y] = [at.x * look.width, at.y * look.height];
  const shape = (grow: number): void => {
    context.beginPath();
    if (body.kind === "organisation") context.arc(x, y, size + grow, 0, 2 * Math.PI);
    else context.rect(x - size - grow, y - size - grow, 2 * (size + grow), 2 * (size + grow));
  };
  shape(1.6);
  context.fillStyle = inks.halo;
  context.fill();
  shape(0);
  context.fillStyle = inks.office;
  context.fill();
  context.save();
  context.clip();
  const full = Math.min(1, Math.max(0, body.load)) * 2 * size;
  context.fillStyle = inks.ink;
  context.fillRect(x - size, y + size - full, 2 * size, full);
  context.restore();
  shape(0);
  context.lineWidth = body.load > 1 ? 2.2 : 1.2;
  context.strokeStyle = body.load > 1 ? inks.accent : inks.ink;
  context.stroke();
}

/** Where a resident or a body is, in the unit square. */
export function placeOf(town: Town, bodies: Body[], mark: Mark): Point | null {
  if (mark.kind === "resident") return mark.index < town.x.length ? { x: town.x[mark.index]!, y: town.y[mark.index]! } : null;
  const body = bodies[mark.index];
  return body ? standOf(town, body, bodies) : null;
}

function paintMark(context: CanvasRenderingContext2D, place: Point, look: Look, strong: boolean): void {
  const inks = inksOf(look.dark);
  const radius = (strong ? 11 : 9) * scaleOf(look);
  for (const [width, colour] of [[strong ? 5.5 : 4, inks.halo], [strong ? 2.6 : 1.5, strong ? inks.accent : inks.ink]] as const) {
    context.beginPath();
    context.arc(place.x * look.width, place.y * look.height, radius, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

function paintCross(context: CanvasRenderingContext2D, { x, y }: Point, look: Look): void {
  const inks = inksOf(look.dark);
  const [u, v] = [x * look.width, y * look.height];
  for (const [width, colour] of [[4, inks.halo], [1.5, inks.ink]] as const) {
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(u + dx * 5, v + dy * 5);
      context.lineTo(u + dx * 16, v + dy * 16);
    }
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
}

/** A painter for one canvas. */
export function painter(canvas: HTMLCanvasElement): (town: Town, frame: Frame, look: Look) => void {
  let cached: { key: string; picture: HTMLCanvasElement } | null = null;
  return (town, frame, look) => {
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    const context = canvas.getContext("2d");
    if (!context) return;
    const key = [look.width, look.height, ratio, look.dark, town.x.length].join();
    if (cached?.key !== key) {
      canvas.width = look.width * ratio;
      canvas.height = look.height * ratio;
      cached = { key, picture: specks(town, look, ratio) };
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, look.width, look.height);
    paintGrids(context, town, frame, look);
    context.drawImage(cached.picture, 0, 0, look.width, look.height);
    paintOpen(context, town, frame.doing, look);
    paintWaiting(context, town, frame.doing, look);
    for (const body of frame.bodies) paintBody(context, body, standOf(town, body, frame.bodies), look);
    for (const [mark, strong] of [[look.near, false], [look.picked, true]] as const) {
      const place = mark && placeOf(town, frame.bodies, mark);
      if (place) paintMark(context, place, look, strong);
    }
    if (look.cross) paintCross(context, look.cross, look);
  };
}
