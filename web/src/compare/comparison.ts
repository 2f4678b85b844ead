// Keeps a run, and compares another with it in the background.

import type { Plan } from "../core/api";
import { GUESSED } from "../core/api";
import { tomlOf } from "../city/policy";
import type { Guessed } from "../lessons/types";
import { identity } from "../policy/plan";
import { PAIRS, UNGUESSED, type App, type Comparison, type Found, type Guesses } from "../state/app";
import { language } from "../ui/language";
import { messageOf } from "../workers/protocol";
import { DROPPED } from "../workers/pool";

export interface Compare {
  keep(plan: Plan): void;
  letGo(): void;
  run(kept: Plan, changed: Plan): void;
  cancel(): void;
  /** Asks for the findings once more, in the language of the page. */
  reword(): void;
}

const LETTER = { up: "u", same: "s", down: "d" } as const;
const lettersOf = (guesses: Guesses): string => GUESSED.map((outcome) => (guesses[outcome] ? LETTER[guesses[outcome]] : "-")).join("");

async function foundBy(app: App, guesses: Guesses): Promise<Found> {
  const spoken = language();
  const verdicts = await app.judge.ask("verdicts", spoken);
  const forest = await app.judge.ask("figure", "forest", spoken);
  const bands = await Promise.all(GUESSED.map((outcome) => app.judge.ask("difference", outcome)));
  const differences = Object.fromEntries(GUESSED.map((outcome, at) => [outcome, bands[at]])) as Found["differences"] & Record<Guessed, unknown>;
  const code = await app.judge.ask("code", lettersOf(guesses));
  return { language: spoken, verdicts, forest, differences, code };
}

export function compareOf(app: App): Compare {
  let group: symbol | null = null;

  const stop = (): void => {
    if (group) app.pool.drop(group);
    group = null;
  };

  const pairs = async (begun: Comparison, mine: symbol): Promise<void> => {
    const [kept, changed] = [tomlOf(app.core, begun.kept), tomlOf(app.core, begun.changed)];
    await app.judge.ask("begin", kept, changed);
    const first = PAIRS * (begun.block - 1);
    const asked = Array.from({ length: PAIRS }, (_, at) => app.pool.ask("pair", [kept, changed, first + at], mine));
    // Whoever comes first waits: the sums are made in the order of the replicates, and so have the same bits each time.
    for (const one of asked) one.catch(() => undefined);
    for (const one of asked) {
      const bytes = await one;
      if (group !== mine) return;
      const done = await app.judge.ask("add", bytes);
      if (group !== mine) return;
      app.comparison.set({ ...begun, done });
    }
    const found = await foundBy(app, begun.guesses);
    if (group === mine) app.comparison.set({ ...begun, done: PAIRS, state: "done", found });
  };

  const fail = (begun: Comparison, mine: symbol, error: unknown): void => {
    if (group !== mine || messageOf(error) === DROPPED) return;
    app.comparison.set({ ...begun, state: "failed", why: messageOf(error) });
  };

  return {
    keep(plan) {
      app.kept.set({ plan, trail: null });
      app.pool
        .askFirst("trail", [tomlOf(app.core, plan)])
        .then((trail) => {
          const kept = app.kept();
          if (kept && identity(kept.plan) === identity(plan)) app.kept.set({ plan, trail });
        })
        .catch(() => undefined);
    },
    letGo() {
      stop();
      app.kept.set(null);
      app.comparison.set(null);
      app.guesses.set(UNGUESSED);
    },
    run(kept, changed) {
      stop();
      const mine = Symbol("comparison");
      group = mine;
      const begun: Comparison = { kept, changed, block: app.number(), guesses: app.guesses(), done: 0, state: "runs", why: "", found: null };
      app.comparison.set(begun);
      pairs(begun, mine).catch((error: unknown) => fail(begun, mine, error));
    },
    cancel() {
      const now = app.comparison();
      stop();
      if (now?.state === "runs") app.comparison.set({ ...now, state: "cancelled" });
    },
    reword() {
      const now = app.comparison();
      if (now?.state !== "done" || now.found?.language === language()) return;
      void foundBy(app, now.guesses).then((found) => {
        if (app.comparison() === now) app.comparison.set({ ...now, found });
      });
    },
  };
}
