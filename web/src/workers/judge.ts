// The worker that collects pairs and judges them, and that merges the codes of a class.

import type { Band, ClassFound, Core, Judge, Language, Verdicts } from "../core/api";
import { serve } from "./serve";

/** The three curves that come after each other in one array. */
function bandOf(all: Float64Array): Band {
  const length = all.length / 3;
  return { mean: all.slice(0, length), low: all.slice(length, 2 * length), high: all.slice(2 * length) };
}

export function handlers(core: Core) {
  let judge: Judge | null = null;
  const here = (): Judge => {
    if (!judge) throw new Error("nothing is compared");
    return judge;
  };
  return {
    begin(kept: string, changed: string): void {
      const next = new core.Judge(kept, changed);
      judge?.free();
      judge = next;
    },
    add(bytes: Uint8Array): number {
      here().add(bytes);
      return here().count();
    },
    verdicts: (language: Language): Verdicts => JSON.parse(here().verdicts(language)) as Verdicts,
    figure: (name: "forest" | "differences", language: Language): string => here().figure(name, language),
    fan: (column: string, arm: 0 | 1): Band => bandOf(here().fan(column, arm)),
    difference: (column: string): Band => bandOf(here().difference(column)),
    csv: (): string => here().csv(),
    code: (guesses: string): string => here().code(guesses),
    merge: (codes: string, kept: string, changed: string, language: Language): ClassFound => JSON.parse(core.merge(codes, kept, changed, language)) as ClassFound,
  };
}

export type JudgeHandlers = ReturnType<typeof handlers>;

serve(handlers);
