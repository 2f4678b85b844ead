// The worker that owns the city on the screen.

import type { Body, Card, City, Core, Geometry, Language, Layer } from "../core/api";
import { GUESSED } from "../core/api";
import { serve } from "./serve";

/** What the page shows of a city at a moment. */
export interface Frame {
  /** The round that the next step lives through; negative in the warm-up. */
  round: number;
  over: boolean;
  trust_government: Float64Array;
  participation_rate: Float64Array;
  solved_share: Float64Array;
  layer: Float32Array;
  doing: Uint8Array;
  /** What happened, a sentence; empty in the warm-up. */
  week: string;
  bodies: Body[];
}

/** How the page wants to see it. */
export interface Sight {
  layer: Layer;
  language: Language;
}

function frameOf(city: City, sight: Sight): Frame {
  const round = city.round();
  const [trust, participation, solved] = GUESSED.map((column) => (round > 0 ? city.series(column).slice() : new Float64Array(0)));
  return {
    round,
    over: city.isOver(),
    trust_government: trust!,
    participation_rate: participation!,
    solved_share: solved!,
    layer: city.layer(sight.layer).slice(),
    doing: city.doing().slice(),
    week: round > 0 ? city.week(sight.language) : "",
    bodies: JSON.parse(city.bodies(sight.language)) as Body[],
  };
}

export function handlers(core: Core) {
  let city: City | null = null;
  const here = (): City => {
    if (!city) throw new Error("no city is open");
    return city;
  };
  return {
    /** Opens a city; the one before it stays if this one cannot be opened. */
    open(toml: string): Geometry {
      const next = new core.City(toml);
      city?.free();
      city = next;
      return JSON.parse(next.geometry()) as Geometry;
    },
    /** Lives some rounds, none to look only. */
    advance(rounds: number, sight: Sight): Frame {
      if (rounds > 0 && !here().isOver()) here().step(rounds);
      return frameOf(here(), sight);
    },
    reform: (toml: string): void => here().reform(toml),
    resident: (index: number, language: Language): Card => JSON.parse(here().resident(index, language)) as Card,
    body: (index: number, language: Language): Card => JSON.parse(here().body(index, language)) as Card,
    csv: (): string => here().csv(),
    digest: (): string => here().digest(),
  };
}

export type LiveHandlers = ReturnType<typeof handlers>;

serve(handlers);
