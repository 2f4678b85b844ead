// Numbers as people read them.

import type { Guessed } from "../lessons/types";
import { t } from "./language";

const MINUS = "\u2212";

/** A number with so many digits after the point, with a true minus. */
export const fixed = (value: number, digits: number): string => (Number.isFinite(value) ? value.toFixed(digits).replace("-", MINUS) : "–");

export const signed = (value: number, digits: number): string => (value >= 0 ? "+" : "") + fixed(value, digits);

/** A share as per cent, with at most one digit after the point. */
export const percent = (share: number, digits = 1): string => `${fixed(share * 100, digits).replace(/\.0$/, "")}%`;

/** How the numbers of an outcome are shown. */
export interface Show {
  factor: number;
  digits: number;
  /** After the number of a level. */
  suffix: string;
  /** Smallest part of the axis that is shown, in shown units. */
  span: number;
}

export const SHOW: Record<Guessed, Show> = {
  trust_government: { factor: 1, digits: 3, suffix: "", span: 0.12 },
  participation_rate: { factor: 100, digits: 1, suffix: "%", span: 12 },
  solved_share: { factor: 100, digits: 1, suffix: "%", span: 16 },
};

export const shown = (outcome: Guessed, value: number): string => `${fixed(value * SHOW[outcome].factor, SHOW[outcome].digits)}${SHOW[outcome].suffix}`;

/** A value of a rule in its own unit. */
export function valueText(value: unknown): string {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value !== "number") return String(value);
  return String(Number(value.toFixed(4)));
}
