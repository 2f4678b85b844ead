// What lies at a place of the map.

import { Doing } from "../core/api";
import type { Frame } from "../workers/live";
import { standOf, type Mark } from "./paint";
import type { Point, Town } from "./town";

/** How near, in pixels, something has to be. */
const REACH = 14;
/** Signs of offices are larger than residents, and those who have something to tell are easier to hit. */
const BODY_HEAD_START = 8;
const BUSY_HEAD_START = 3;

const distance = (a: Point, b: Point, width: number, height: number): number => Math.hypot((a.x - b.x) * width, (a.y - b.y) * height);

function nearestBody(town: Town, frame: Frame, at: Point, width: number, height: number): { mark: Mark; far: number } | null {
  let best: { mark: Mark; far: number } | null = null;
  frame.bodies.forEach((body, index) => {
    const far = distance(standOf(town, body, frame.bodies), at, width, height) - BODY_HEAD_START;
    if (far < (best?.far ?? REACH - BODY_HEAD_START)) best = { mark: { kind: "body", index }, far };
  });
  return best;
}

function nearestResident(town: Town, frame: Frame, at: Point, width: number, height: number): { mark: Mark; far: number } | null {
  let best = -1;
  let least = REACH;
  for (let resident = 0; resident < town.x.length; resident++) {
    const far = Math.hypot((town.x[resident]! - at.x) * width, (town.y[resident]! - at.y) * height) - (frame.doing[resident] === Doing.Nothing ? 0 : BUSY_HEAD_START);
    if (far < least) [best, least] = [resident, far];
  }
  return best < 0 ? null : { mark: { kind: "resident", index: best }, far: least };
}

export function markAt(town: Town, frame: Frame, at: Point, width: number, height: number): Mark | null {
  const body = nearestBody(town, frame, at, width, height);
  const resident = nearestResident(town, frame, at, width, height);
  if (body && (!resident || body.far <= resident.far)) return body.mark;
  return resident?.mark ?? null;
}
