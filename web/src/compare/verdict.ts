// Verdicts beside guesses.

import type { Finding, Guess, Verdicts } from "../core/api";
import { GUESSED } from "../core/api";
import type { Guessed } from "../lessons/types";
import type { App, Guesses } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import { SIGN } from "./guesses";

/** What a finding says in the words of a guess; null where it says nothing. */
export function answerOf(finding: Finding): Guess | null {
  if (finding.finding === "same") return "same";
  if (finding.finding !== "differs") return null;
  return finding.mean > 0 ? "up" : "down";
}

type Mark = "right" | "wrong" | "open" | "none";

function markOf(guess: Guess | null, finding: Finding): Mark {
  if (guess === null) return "none";
  const answer = answerOf(finding);
  return answer === null ? "open" : answer === guess ? "right" : "wrong";
}

/** The mark as a sign and a word, not by colour alone. */
const MARKS: Record<Mark, string> = { right: "✓", wrong: "✗", open: "?", none: "·" };

const titleOf = (app: App, finding: Finding): string => app.words().columns.get(finding.column)?.title ?? finding.column;

/** The sentence without its title, which stands above it. */
function sentence(finding: Finding): string {
  const at = finding.text.search(/[:：]/);
  return at > 0 ? finding.text.slice(at + 1).trim() : finding.text;
}

function guessed(app: App, finding: Finding, guess: Guess | null): HTMLElement {
  const mark = markOf(guess, finding);
  const answer = answerOf(finding);
  return h(
    "li",
    { class: `verdict ${mark}`, test: `verdict-${finding.column}` },
    h("p", { class: "verdict-title" }, h("span", { class: "verdict-sign", "aria-hidden": "true", text: answer ? SIGN[answer] : "?" }), titleOf(app, finding)),
    h("p", { class: "verdict-text", text: sentence(finding) }),
    h("p", { class: "verdict-guess" }, h("span", { class: "mark", "aria-hidden": "true", text: MARKS[mark] }), t(`verdict.${mark}`, { guess: guess ? t(`guess.${guess}`) : "" })),
  );
}

/** The three guessed outcomes, large. */
export function verdictsView(app: App, verdicts: Verdicts, guesses: Guesses): HTMLElement {
  const findings = GUESSED.map((outcome) => verdicts.findings.find((finding) => finding.column === outcome)).filter((finding) => finding !== undefined);
  return h("ul", { class: "verdicts", test: "verdicts" }, ...findings.map((finding) => guessed(app, finding, guesses[finding.column as Guessed])));
}

/** All other outcomes, one line each, as the command line says them. */
export function othersView(verdicts: Verdicts): HTMLElement | null {
  const others = verdicts.findings.filter((finding) => !(GUESSED as readonly string[]).includes(finding.column));
  return others.length > 0 ? h("ul", { class: "others", test: "other-verdicts" }, ...others.map((finding) => h("li", { text: finding.text }))) : null;
}
