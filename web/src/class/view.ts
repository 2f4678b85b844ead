// A class put together: thirty codes, one comparison.

import { tomlOf } from "../city/policy";
import { bandView } from "../compare/bands";
import { SIGN } from "../compare/guesses";
import { answerOf } from "../compare/verdict";
import type { Band, ClassFound, Guess } from "../core/api";
import { GUESSED } from "../core/api";
import type { Guessed } from "../lessons/types";
import type { App } from "../state/app";
import { h, refill } from "../ui/dom";
import { language, t } from "../ui/language";
import { scope as newScope, type Scope } from "../ui/signal";
import { messageOf } from "../workers/protocol";
import { dot } from "./dots";

const GUESSES: Guess[] = ["up", "same", "down"];
const numberOf = (value: number | null): number => value ?? Number.NaN;

function verdicts(app: App, found: ClassFound): HTMLElement {
  const item = (finding: ClassFound["findings"][number]): HTMLElement => {
    const answer = answerOf(finding);
    const at = finding.text.search(/[:：]/);
    return h("li", { class: "class-verdict", test: `class-${finding.column}` }, h("p", { class: "verdict-title" }, h("span", { class: "verdict-sign", "aria-hidden": "true", text: answer ? SIGN[answer] : "?" }), app.words().columns.get(finding.column)?.title ?? finding.column), dot(finding), h("p", { class: "verdict-text", text: finding.text.slice(at + 1).trim() }));
  };
  return h("ul", { class: "class-verdicts" }, ...found.findings.map(item));
}

/** How the class had guessed: a bar for each guess, and which was right. */
function guesses(app: App, found: ClassFound): HTMLElement {
  const rows = GUESSED.map((outcome) => {
    const counts = found.guesses[outcome] ?? { up: 0, same: 0, down: 0 };
    const finding = found.findings.find((one) => one.column === outcome);
    const answer = finding ? answerOf(finding) : null;
    const all = Math.max(1, GUESSES.reduce((sum, guess) => sum + counts[guess], 0));
    const bars = GUESSES.map((guess) => h("span", { class: guess === answer ? "guess-bar right" : "guess-bar" }, h("span", { class: "guess-fill", style: `width:${(100 * counts[guess]) / all}%`, "aria-hidden": "true" }), h("span", { class: "guess-text", text: `${SIGN[guess]} ${t(`guess.${guess}`)} ${counts[guess]}${guess === answer ? ` ✓ ${t("class.right")}` : ""}` })));
    return h("li", {}, h("p", { class: "more-name", text: app.words().columns.get(outcome)?.title ?? outcome }), ...bars);
  });
  return h("ul", { class: "class-guesses", test: "class-guesses" }, ...rows);
}

function bandOf(found: ClassFound, outcome: Guessed): Band {
  const one = found.stretches[outcome]!;
  const curve = (values: (number | null)[]): Float64Array => Float64Array.from(values, numberOf);
  return { mean: curve(one.mean), low: curve(one.low), high: curve(one.high) };
}

function curves(app: App, scope: Scope, found: ClassFound): HTMLElement {
  const last = app.geometry()?.rounds ?? 208;
  // A tenth of the time is drawn at its middle.
  const x = Array.from({ length: 10 }, (_, at) => ((at + 0.5) * last) / 10);
  return h("div", { class: "result-curves" }, ...GUESSED.map((outcome) => bandView(app, scope, outcome, bandOf(found, outcome), x, last, [], t("class.band"))));
}

function refused(found: ClassFound): HTMLElement | null {
  if (found.refused.length === 0) return null;
  return h("section", { class: "refused", test: "refused" }, h("h3", { text: t("class.refused") }), h("ul", {}, ...found.refused.map((one) => h("li", { text: t("class.line", { line: one.line, why: one.why }) }))));
}

function foundView(app: App, scope: Scope, found: ClassFound): (HTMLElement | null)[] {
  if (found.codes === 0) return [h("p", { class: "caution", test: "class-none", text: t("class.none") }), refused(found)];
  const blocks = found.blocks.map(([first, last]) => t("class.to", { first, last })).join(", ");
  return [
    h("h3", { test: "class-taken", text: t("class.taken", { codes: found.codes, replicates: found.replicates }) }),
    h("p", { class: "note", text: t("class.blocks", { blocks }) }),
    refused(found),
    h("h3", { text: t("class.forest") }),
    verdicts(app, found),
    h("h3", { text: t("class.curves") }),
    curves(app, scope, found),
    h("h3", { text: t("class.guesses") }),
    guesses(app, found),
    h("details", {}, h("summary", { text: t("result.summary") }), h("pre", { test: "class-summary", text: found.summary })),
  ];
}

/** The comparison that the page holds, for holding codes to it. */
function plans(app: App): [string, string] | null {
  const comparison = app.comparison();
  const [kept, changed] = comparison ? [comparison.kept, comparison.changed] : [app.kept()?.plan, app.plan()];
  return kept ? [tomlOf(app.core, kept), tomlOf(app.core, changed)] : null;
}

export function classView(app: App, scope: Scope): HTMLElement {
  const area = h("textarea", { id: "codes", rows: 8, test: "codes", spellcheck: "false", autocomplete: "off" });
  area.value = app.codes();
  area.addEventListener("input", () => app.codes.set(area.value));
  const file = h("input", { type: "file", id: "codes-file", accept: ".txt,text/plain", test: "codes-file" });
  const held = h("input", { type: "checkbox", id: "held", test: "held" });
  const place = h("div", { class: "class-found", test: "class-found", "aria-live": "polite" });
  let inner = newScope();
  const merge = async (): Promise<void> => {
    try {
      const [kept, changed] = (held.checked ? plans(app) : null) ?? ["", ""];
      const found = await app.judge.ask("merge", area.value, kept, changed, language());
      inner.end();
      inner = newScope();
      refill(place, ...foundView(app, inner, found));
    } catch (error) {
      app.notice.set({ text: t("refused"), detail: messageOf(error), tone: "warning" });
    }
  };
  file.addEventListener("change", () => {
    void file.files?.[0]?.text().then((text) => {
      area.value = text;
      app.codes.set(text);
      return merge();
    });
  });
  scope.last(() => inner.end());
  const noPlans = app.kept() === null && app.comparison() === null;
  held.disabled = noPlans;
  if (area.value.trim() !== "") void merge();
  return h(
    "section",
    { class: "page class", test: "class" },
    h("h2", { text: t("class.title") }),
    h("p", { class: "lead", text: t("class.lead") }),
    h("label", { for: "codes", text: t("class.codes") }),
    area,
    h("p", { class: "class-file" }, h("label", { for: "codes-file", text: t("class.file") }), file),
    h("p", { class: "held" }, held, h("label", { for: "held", text: t("class.held") })),
    h("p", { class: "buttons" }, h("button", { type: "button", class: "primary", test: "merge", text: t("class.merge"), on: { click: () => void merge() } })),
    place,
  );
}
