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
}

/** What is expected of an outcome that pupils guess. */
export interface Expected extends Measured {
  /** The guess that is right. "same" if the interval holds zero, or the difference is too small to matter (see `SMALL` in index.ts). */
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

/** A next step: a changed plan to run against `kept` (of the lesson, if the step has none of its own). */
export interface Step {
  text: Text;
  kept?: Plan;
  plan: Plan;
  /** What was found, for the teacher and after the run. */
  found: Text;
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
  more: More[];
  /** What happened and why, a paragraph each. */
  why: Text[];
  next: Step[];
  /** What the model cannot say about this question. */
  limits: Text[];
  /** References, as in the list at the end of docs/model.md. */
  literature: string[];
}

/** The file that measure.mjs writes: lesson, then outcome ("column" or "column:group"), then what was measured. */
export type MeasuredLessons = Record<string, Record<string, Measured>>;
