// What a lesson is made of. Texts are plain sentences without markup; the page decides how they look.

import type { GUESSED, Guess, Plan } from "../core/api";

/** A text in the languages of the page. */
export interface Text {
  en: string;
  zh: string;
}

/** An outcome that pupils guess. */
export type Guessed = (typeof GUESSED)[number];

/** A paired difference, changed run minus kept run, of the mean over the last 52 rounds; with its 95 % interval over 20 replicates. Shares are from 0 to 1. */
export interface Measured {
  mean: number;
  low: number;
  high: number;
  /** Replicates whose difference has the sign of the mean. */
  agree: number;
  /** Means of the outcome in both runs. */
  kept: number;
  changed: number;
  /** Standard deviation between cities (replicates) of the outcome in the kept run; 0 where it is not known. */
  spread: number;
}

/** What is expected of an outcome that pupils guess. */
export interface Expected extends Measured {
  /** The guess that is right: "same" where the interval holds zero, as in the verdict. */
  guess: Guess;
}

/** Another outcome that is worth a look, because it shows the mechanism. */
export interface More extends Measured {
  column: string;
  /** "city", or a group such as "ses_low", or a gap such as "ses_high-ses_low". */
  group: string;
  /** What to see in it, a sentence. */
  note: Text;
}

/** The difference at some rounds, with its 95 % interval. */
export interface Curve {
  rounds: number[];
  mean: number[];
  low: number[];
  high: number[];
}

/** A next step: a changed plan to run against `kept` (of the lesson, if the step has none of its own). */
export interface Step {
  text: Text;
  kept?: Plan;
  plan: Plan;
  /** What was found, for the teacher and after the run. */
  found: Text;
  expected: Record<Guessed, Expected>;
}

export interface Lesson {
  /** Short name, as in `#lesson=staff`. */
  id: string;
  title: Text;
  question: Text;
  /** The run that is kept. */
  kept: Plan;
  /** The run that is compared with it. */
  changed: Plan;
  /** What is changed, in a sentence or two, with what it costs. */
  change: Text;
  /** What to look at before guessing. */
  before: Text[];
  expected: Record<Guessed, Expected>;
  /** How the difference grows, for the teacher. */
  curves: Record<Guessed, Curve>;
  more: More[];
  /** What happened and why, a paragraph each. */
  why: Text[];
  next: Step[];
  /** What the model cannot say about this question. */
  limits: Text[];
  /** References, as in the list at the end of docs/model.md. */
  literature: string[];
}

/** Outcome ("column" or "column:group") to what was measured. */
export type Outcomes = Record<string, Measured>;

/** What measure.mjs writes of a lesson. */
export interface MeasuredLesson {
  outcomes: Outcomes;
  curves: Record<Guessed, Curve>;
  /** The same with the mean over the first 52 rounds after the change. */
  firstYear?: Outcomes;
  next: { outcomes: Outcomes; firstYear?: Outcomes }[];
}

/** What plans.json says of a lesson. */
export interface PlannedLesson {
  kept: Plan;
  changed: Plan;
  /** Outcomes to measure beside those that are guessed. */
  more: string[];
  firstYear?: boolean;
  next: { kept?: Plan; plan: Plan; firstYear?: boolean }[];
}
