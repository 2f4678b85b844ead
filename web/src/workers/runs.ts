// A worker for whole runs: pairs of a comparison, curves of a kept run, stories.

import type { City, Core, Entry, Language } from "../core/api";
import { GUESSED } from "../core/api";
import { serve } from "./serve";

/** The three curves of a run from beginning to end. */
export interface Trail {
  trust_government: Float64Array;
  participation_rate: Float64Array;
  solved_share: Float64Array;
}

function live(city: City): void {
  while (!city.isOver()) city.step(52);
}

function trailOf(city: City): Trail {
  const [trust, participation, solved] = GUESSED.map((column) => city.series(column).slice());
  return { trust_government: trust!, participation_rate: participation!, solved_share: solved! };
}

export function handlers(core: Core) {
  return {
    pair: (kept: string, changed: string, replicate: number): Uint8Array => core.pair(kept, changed, replicate).slice(),
    trail(toml: string): Trail {
      const city = new core.City(toml);
      try {
        live(city);
        return trailOf(city);
      } finally {
        city.free();
      }
    },
    story: (toml: string, resident: number, before: number, language: Language): Entry[] => JSON.parse(core.story(toml, resident, before, language)) as Entry[],
    find: (toml: string, what: string, language: Language): { resident: number; why: string } | null => JSON.parse(core.find(toml, what, language)) as { resident: number; why: string } | null,
  };
}

export type RunsHandlers = ReturnType<typeof handlers>;

serve(handlers);
