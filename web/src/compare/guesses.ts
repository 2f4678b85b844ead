// A guess for each of three outcomes: up, the same, down.

import type { Guess } from "../core/api";
import { GUESSED } from "../core/api";
import type { Guessed } from "../lessons/types";
import { UNGUESSED, type App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import type { Scope } from "../ui/signal";

const GUESSES: Guess[] = ["up", "same", "down"];
export const SIGN: Record<Guess, string> = { up: "▲", same: "＝", down: "▼" };

let last = 0;

function guess(app: App, scope: Scope, outcome: Guessed): HTMLElement {
  const name = `guess-${++last}`;
  const title = app.words().columns.get(outcome)?.title ?? outcome;
  const inputs = GUESSES.map((one) => h("input", { type: "radio", name, value: one, test: `guess-${outcome}-${one}`, on: { change: () => app.guesses.set({ ...app.guesses(), [outcome]: one }) } }));
  scope.watch([app.guesses], () => GUESSES.forEach((one, at) => (inputs[at]!.checked = app.guesses()[outcome] === one)));
  const labels = GUESSES.map((one, at) => h("label", { class: one }, inputs[at]!, h("span", {}, h("span", { class: "guess-sign", "aria-hidden": "true", text: SIGN[one] }), t(`guess.${one}`))));
  return h("fieldset", { class: "guess segments" }, h("legend", { text: title }), h("div", { class: "segments-row" }, ...labels));
}

export const guessesView = (app: App, scope: Scope): HTMLElement => h("div", { class: "guesses", test: "guesses" }, ...GUESSED.map((outcome) => guess(app, scope, outcome)));

export const forget = (app: App): void => app.guesses.set(UNGUESSED);
