// What the page knows, and who it can ask. Every piece of the page is given this one value.

import type { Band, Core, Geometry, Guess, Language, Layer, Plan, Verdicts } from "../core/api";
import { GUESSED } from "../core/api";
import { wordsOf, type Words } from "../core/words";
import type { Guessed } from "../lessons/types";
import type { Policy } from "../policy/budget";
import { language } from "../ui/language";
import { signal, type Signal } from "../ui/signal";
import { client, type Client } from "../workers/client";
import type { JudgeHandlers } from "../workers/judge";
import JudgeWorker from "../workers/judge?worker&inline";
import type { Frame, LiveHandlers } from "../workers/live";
import LiveWorker from "../workers/live?worker&inline";
import { pool, type Pool } from "../workers/pool";
import type { Trail } from "../workers/runs";
import { remembered } from "./memory";

export type View = "city" | "lessons" | "class" | "teacher";
export type Desk = "money" | "rules" | "compare";
export type Speed = "slow" | "normal" | "fast" | "fastest";
export type Theme = "auto" | "light" | "dark";
/** When a change of policy takes hold. */
export type Hold = "now" | "start";
export type Guesses = Record<Guessed, Guess | null>;
export type Picked = { kind: "resident"; index: number } | { kind: "body"; index: number };

export interface Kept {
  plan: Plan;
  /** Its curves from beginning to end, as soon as they are there. */
  trail: Trail | null;
}

export interface Comparison {
  kept: Plan;
  changed: Plan;
  /** Number in class: block b holds replicates 20(b-1) to 20b-1. */
  block: number;
  guesses: Guesses;
  done: number;
  state: "runs" | "done" | "failed" | "cancelled";
  /** What went wrong. */
  why: string;
  found: Found | null;
}

/** What a comparison found, in a language. */
export interface Found {
  language: Language;
  verdicts: Verdicts;
  forest: string;
  differences: Record<Guessed, Band>;
  code: string;
}

export interface Notice {
  text: string;
  /** What the core said, several lines. */
  detail?: string;
  tone: "calm" | "warning";
}

export interface App {
  core: Core;
  words: () => Words;
  live: Client<LiveHandlers>;
  judge: Client<JudgeHandlers>;
  pool: Pool;
  view: Signal<View>;
  desk: Signal<Desk>;
  theme: Signal<Theme>;
  layer: Signal<Layer>;
  geometry: Signal<Geometry | null>;
  frame: Signal<Frame | null>;
  playing: Signal<boolean>;
  speed: Signal<Speed>;
  plan: Signal<Plan>;
  /** The policy in force, with what is being moved just now. */
  policy: Signal<Policy>;
  hold: Signal<Hold>;
  kept: Signal<Kept | null>;
  guesses: Signal<Guesses>;
  comparison: Signal<Comparison | null>;
  picked: Signal<Picked | null>;
  notice: Signal<Notice | null>;
  lesson: Signal<string | null>;
  /** Number in class. */
  number: Signal<number>;
  /** A text that was pasted to be opened. */
  pasted: Signal<string>;
  /** Codes of a class, as they were pasted. */
  codes: Signal<string>;
}

export const PAIRS = 20;
export const FIRST: Plan = { base: "baseline", start: {}, reforms: [], seed: 1 };
export const UNGUESSED: Guesses = Object.fromEntries(GUESSED.map((outcome) => [outcome, null])) as Guesses;

function themeHere(): Theme {
  const stored = remembered("theme");
  return stored === "light" || stored === "dark" ? stored : "auto";
}

function numberHere(): number {
  const stored = Number(remembered("number"));
  return Number.isInteger(stored) && stored >= 1 && stored <= 60 ? stored : 1;
}

export function appWith(core: Core, module: WebAssembly.Module): App {
  const words = wordsOf(core);
  return {
    core,
    words: () => words(language()),
    live: client<LiveHandlers>(new LiveWorker(), module),
    judge: client<JudgeHandlers>(new JudgeWorker(), module),
    pool: pool(module),
    view: signal<View>("city"),
    desk: signal<Desk>("money"),
    theme: signal<Theme>(themeHere()),
    layer: signal<Layer>("trust"),
    geometry: signal<Geometry | null>(null),
    frame: signal<Frame | null>(null),
    playing: signal(false),
    speed: signal<Speed>("normal"),
    plan: signal<Plan>(FIRST),
    policy: signal<Policy>({}),
    hold: signal<Hold>("now"),
    kept: signal<Kept | null>(null),
    guesses: signal<Guesses>(UNGUESSED),
    comparison: signal<Comparison | null>(null),
    picked: signal<Picked | null>(null),
    notice: signal<Notice | null>(null),
    lesson: signal<string | null>(null),
    number: signal(numberHere()),
    pasted: signal(""),
    codes: signal(""),
  };
}
