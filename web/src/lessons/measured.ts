// Joins the words of a lesson with its plans and with what was measured, so that no text file holds a number that a run could change.

import { GUESSED, type Guess } from "../core/api";
import type { Expected, Guessed, Lesson, Measured, MeasuredLesson, More, Outcomes, PlannedLesson, Step, Text } from "./types";
import measured from "./expected.json";
import planned from "./plans.json";

/** The words of a lesson. */
export interface Words extends Pick<Lesson, "title" | "question" | "change" | "before" | "why" | "limits" | "literature"> {
  /** Outcome ("column" or "column:group") to what is to be seen in it. */
  more: Record<string, Text>;
  /** In the order of plans.json. */
  next: Pick<Step, "text" | "found">[];
}

const PLANS = planned as unknown as Record<string, PlannedLesson>;
const MEASURED = measured as unknown as Record<string, MeasuredLesson>;

function guessed(one: Measured): Guess {
  if (one.low <= 0 && one.high >= 0) return "same";
  return one.mean > 0 ? "up" : "down";
}

function outcome(outcomes: Outcomes, name: string): Measured {
  const found = outcomes[name];
  if (!found) throw new Error(`expected.json does not say ${name}: run measure.mjs`);
  return found;
}

function expected(outcomes: Outcomes): Record<Guessed, Expected> {
  const of = (name: Guessed): [Guessed, Expected] => {
    const one = outcome(outcomes, name);
    return [name, { ...one, guess: guessed(one) }];
  };
  return Object.fromEntries(GUESSED.map(of)) as Record<Guessed, Expected>;
}

function more(outcomes: Outcomes, notes: Record<string, Text>): More[] {
  return Object.entries(notes).map(([name, note]) => {
    const [column = name, group = "city"] = name.split(":");
    return { ...outcome(outcomes, name), column, group, note };
  });
}

/** The lesson of this name. */
export function lesson(id: string, words: Words): Lesson {
  const plans = PLANS[id];
  const found = MEASURED[id];
  if (!plans || !found) throw new Error(`plans.json or expected.json has no lesson ${id}`);
  const next = words.next.map((step, at): Step => {
    const plan = plans.next[at];
    const told = found.next[at];
    if (!plan || !told) throw new Error(`plans.json or expected.json has no step ${at + 1} of ${id}`);
    return { ...step, ...(plan.kept ? { kept: plan.kept } : {}), plan: plan.plan, expected: expected(told.outcomes) };
  });
  const measures = { expected: expected(found.outcomes), curves: found.curves, more: more(found.outcomes, words.more) };
  return { id, ...words, kept: plans.kept, changed: plans.changed, ...measures, next };
}
