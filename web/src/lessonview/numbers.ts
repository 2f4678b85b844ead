// Measured differences of lessons, as numbers that people read.

import type { Measured } from "../lessons/types";
import type { App } from "../state/app";
import { t } from "../ui/language";
import { fixed, percent, signed } from "../ui/numbers";

/** The name of an outcome, with the group in brackets where it is not the city. */
export const outcomeName = (app: App, column: string): string => app.words().columns.get(column)?.title ?? column;

const isShare = (app: App, column: string): boolean => app.words().columns.get(column)?.shareOf != null;

function digitsOf(measured: Measured): number {
  const width = Math.abs(measured.high - measured.low) || Math.abs(measured.mean);
  return Math.min(4, Math.max(0, Math.ceil(-Math.log10(width || 1)) + 1));
}

/** "+1.3 points [1.0, 1.6]", or in the unit of the column. */
export function differenceText(app: App, column: string, measured: Measured): string {
  const factor = isShare(app, column) ? 100 : 1;
  const digits = isShare(app, column) ? 1 : digitsOf(measured);
  const unit = isShare(app, column) ? ` ${t("points")}` : "";
  return `${signed(measured.mean * factor, digits)}${unit} [${fixed(measured.low * factor, digits)}, ${fixed(measured.high * factor, digits)}]`;
}

/** A level of an outcome. */
export function levelText(app: App, column: string, value: number): string {
  if (isShare(app, column)) return percent(value);
  const size = Math.abs(value);
  return fixed(value, size >= 100 ? 0 : size >= 10 ? 1 : 3);
}
