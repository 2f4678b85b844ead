// What the page knows of the core: the types of what `web/core` (Rust, by wasm-bindgen) takes and gives.

/** The languages of the page. */
export type Language = "en" | "zh";

/** A value of a parameter, as TOML has it. */
export type Value = number | string | boolean;

/** A scenario as the page holds it: what is set over a shipped one from the start, what is changed later, and the seed. */
export interface Plan {
  /** Name of a shipped scenario. */
  base: string;
  /** Dotted keys of policy, set from the start. */
  start: Record<string, Value>;
  /** Changes of policy, in the order of their rounds. */
  reforms: Reform[];
  /** Seed of all draws, a whole number from 0 to 2^53. */
  seed: number;
}

/** A change of policy. */
export interface Reform {
  /** First round with it, counted from the first observed round, 0. */
  round: number;
  set: Record<string, Value>;
}

/** A key of policy, in the language asked for. */
export interface Declaration {
  key: string;
  section: string;
  /** What it means, a sentence. */
  meaning: string;
  unit: string;
  kind: "real" | "whole" | "names" | "flag";
  min?: number;
  max?: number;
  names?: string[];
  /** The value in the baseline. */
  value: Value;
  /** What the rule costs, a sentence; null where it costs nothing of its own. */
  price: string | null;
}

/** A column of the results. */
export interface ColumnInfo {
  name: string;
  title: string;
  meaning: string;
  unit: string;
  /** What a share is one of, as in "closed cases"; null of what is no share. */
  shareOf: string | null;
  primary: boolean;
}

export interface Shipped {
  name: string;
  description: string;
}

/** How the city is divided: numbers of residents, in the order of the residents' arrays. */
export interface Geometry {
  districts: { communities: { residents: number; grids: number[] }[] }[];
  warmUp: number;
  rounds: number;
}

/** What can be shown of places, a value a grid: trust, grievance, satisfaction (sense of gain), stock (of services), levels 0 to 1, and backlog (open cases per
 * 1,000 residents of the community). */
export type Layer = "trust" | "grievance" | "satisfaction" | "stock" | "backlog";

/** What a resident is doing, a byte each. */
export const enum Doing {
  Nothing = 0,
  /** Has a need and has asked nobody. */
  OpenNeed = 1,
  /** Has a case in an office, an organisation or a court. */
  Waits = 2,
}

/** A resident, an office or an organisation as it is now. */
export interface Card {
  title: string;
  facts: { label: string; value: string }[];
  /** What is going on now, sentences. */
  now: string[];
}

/** An office or an organisation of the city, for the map and for cards. */
export interface Body {
  /** Position in the list. */
  index: number;
  kind: "community_office" | "department" | "organisation";
  title: string;
  /** From 0. */
  district: number;
  /** From 0 within the district; null of what serves the whole district. */
  community: number | null;
  /** Cases in hand, not closed. */
  cases: number;
  /** Work in hand relative to what it can do in a round. */
  load: number;
  /** Mean diligence of its officials; null of an organisation. */
  diligence: number | null;
}

/** What happened to a resident. */
export interface Entry {
  /** Negative in the warm-up. */
  round: number;
  text: string;
}

/** What a comparison says of an outcome. */
export interface Finding {
  column: string;
  /** The verdict, the same sentence that `grassroots compare` prints. */
  text: string;
  finding: "differs" | "unclear" | "same" | "missing" | "untold";
  mean: number;
  low: number | null;
  high: number | null;
  agree: number;
  replicates: number;
  /** Factor and unit in which numbers of this outcome are shown: 100 and "points" for shares. */
  factor: number;
  unit: string;
}

export interface Verdicts {
  /** All primary outcomes in order; those of `GUESSED` are among them. */
  findings: Finding[];
  /** The whole summary of `grassroots compare`, several lines. */
  summary: string;
  replicates: number;
}

/** A curve with its interval, a value a round (or a stretch of rounds). NaN where there is none. */
export interface Band {
  mean: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/** The outcomes about which pupils guess, and that share codes carry. */
export const GUESSED = ["trust_government", "participation_rate", "solved_share"] as const;

export type Guess = "up" | "same" | "down";

/** What thirty codes tell. */
export interface ClassFound {
  /** Codes that were taken. */
  codes: number;
  replicates: number;
  /** What is wrong with others, in the order of the text; `line` from 1. */
  refused: { line: number; why: string }[];
  /** Blocks of replicates (first to last, inclusive) that were taken. */
  blocks: [number, number][];
  findings: Finding[];
  summary: string;
  /** Guesses of each outcome of GUESSED. */
  guesses: Record<string, Record<Guess, number>>;
  /** For each outcome of GUESSED, mean difference with its interval over ten equal stretches of the observed rounds. */
  stretches: Record<string, { mean: number[]; low: number[]; high: number[] }>;
}

/** A city that is stepped. Every method may throw an Error whose message is for people, of several lines. */
export interface City {
  /** The round that the next step lives through; the first observed is 0. */
  round(): number;
  isOver(): boolean;
  step(rounds: number): void;
  /** Goes on under another scenario that differs in policy from the round to come on. */
  reform(toml: string): void;
  /** JSON of Geometry. */
  geometry(): string;
  /** A value a grid, in order. */
  layer(name: Layer): Float32Array;
  /** A byte a resident: see Doing. */
  doing(): Uint8Array;
  /** The curve of a column for the city, a value a round from 0 on. */
  series(column: string): Float64Array;
  /** The last value of a column; NaN before round 0. */
  latest(column: string): number;
  /** What happened in the round lived last, a sentence. */
  week(language: Language): string;
  /** JSON of Card. Residents are numbered from 0. */
  resident(index: number, language: Language): string;
  /** JSON of Body[]. */
  bodies(language: Language): string;
  /** JSON of Card. */
  body(index: number, language: Language): string;
  /** The rounds as `rounds.csv` of the program. */
  csv(): string;
  /** Sixteen hexadecimal digits over all that was measured. */
  digest(): string;
  free(): void;
}

/** Collects paired runs and judges them. */
export interface Judge {
  /** Takes what `pair` gave. */
  add(bytes: Uint8Array): void;
  count(): number;
  /** JSON of Verdicts. */
  verdicts(language: Language): string;
  /** Pictures as SVG, as the program draws them: "forest" or "differences". */
  figure(name: "forest" | "differences", language: Language): string;
  /** Mean of a column over replicates in an arm (0 the kept run, 1 the new one), as three curves after each other: mean, low, high (95 % of replicates). */
  fan(column: string, arm: 0 | 1): Float64Array;
  /** Differences in a column, as three curves after each other: mean, low, high. */
  difference(column: string): Float64Array;
  /** `differences.csv` of the program. */
  csv(): string;
  /** The share code of the block; `guesses` is a letter (u, s, d, or - for none) for each of GUESSED. */
  code(guesses: string): string;
  free(): void;
}

/** All of the core. Texts of several lines are thrown as Error. */
export interface Core {
  City: new (toml: string) => City;
  Judge: new (kept: string, changed: string) => Judge;
  /** Version of the program, such as 0.2.0. */
  version(): string;
  /** JSON of Declaration[]: all keys of policy. */
  declarations(language: Language): string;
  /** JSON of ColumnInfo[]. */
  columns(language: Language): string;
  /** JSON of Shipped[]. */
  shipped(language: Language): string;
  /** The TOML of a plan, given as JSON: what the page runs and what the command line takes. Throws if a key or value is wrong. */
  toml(plan: string): string;
  /** JSON of Plan: what a scenario file says, if the page can show it. */
  opened(text: string): string;
  /** JSON: all keys of policy as they are in force at a round of a TOML. */
  policy(toml: string, round: number): string;
  /** Throws what is wrong with a TOML. */
  check(toml: string): void;
  /** Both runs of a replicate, for Judge.add. */
  pair(kept: string, changed: string, replicate: number): Uint8Array;
  /** JSON of Entry[]: the story of a resident up to a round (not included); it runs the city again. */
  story(toml: string, resident: number, before: number, language: Language): string;
  /** A resident worth following: "most-requests", "moved-away" or "gained-most"; JSON {resident, why} (resident from 0) or null. It runs the city. */
  find(toml: string, what: string, language: Language): string;
  /** JSON of ClassFound: merges codes. The scenarios may be empty: then the first good code says which comparison it is. */
  merge(codes: string, kept: string, changed: string, language: Language): string;
}
