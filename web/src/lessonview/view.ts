// One lesson beside the city: look, guess, run, why.

import type { Run } from "../city/run";
import type { Compare } from "../compare/comparison";
import { guessesView } from "../compare/guesses";
import { progressView } from "../compare/result";
import { numberField } from "../compare/view";
import { LESSONS } from "../lessons/index";
import type { Lesson, Step } from "../lessons/types";
import { identity } from "../policy/plan";
import { PAIRS, type App } from "../state/app";
import { h, type Child } from "../ui/dom";
import { both, t } from "../ui/language";
import type { Scope } from "../ui/signal";
import { differenceText, levelText, outcomeName } from "./numbers";

const section = (title: string, ...children: Child[]): HTMLElement => h("section", { class: "step" }, h("h3", { text: title }), ...children);

const isThis = (app: App, lesson: Lesson): boolean => {
  const comparison = app.comparison();
  return comparison !== null && identity(comparison.kept) === identity(lesson.kept) && identity(comparison.changed) === identity(lesson.changed);
};

function watching(app: App, run: Run, compare: Compare, lesson: Lesson): HTMLElement {
  const see = (plan: Lesson["kept"]) => async (): Promise<void> => {
    if (!app.kept() || identity(app.kept()!.plan) !== identity(lesson.kept)) compare.keep(lesson.kept);
    if (await run.open(plan)) run.play();
  };
  return h(
    "p",
    { class: "buttons" },
    h("button", { type: "button", class: "quiet", test: "watch-kept", text: t("lesson.watch"), on: { click: () => void see(lesson.kept)() } }),
    h("button", { type: "button", class: "quiet", test: "watch-changed", text: t("lesson.watch.changed"), on: { click: () => void see(lesson.changed)() } }),
  );
}

function running(app: App, scope: Scope, compare: Compare, lesson: Lesson): HTMLElement {
  const run = h("button", { type: "button", class: "primary", test: "lesson-run", text: t("lesson.run", { pairs: PAIRS }) });
  run.addEventListener("click", () => {
    if (!app.kept() || identity(app.kept()!.plan) !== identity(lesson.kept)) compare.keep(lesson.kept);
    compare.run(lesson.kept, lesson.changed);
  });
  scope.watch([app.comparison], () => void (run.disabled = app.comparison()?.state === "runs"));
  return h("div", {}, h("p", { class: "buttons" }, run), numberField(app, scope), progressView(app, scope, compare.cancel));
}

function moreTable(app: App, lesson: Lesson): HTMLElement {
  const row = (more: Lesson["more"][number]): HTMLElement =>
    h(
      "li",
      {},
      h("p", { class: "more-name" }, outcomeName(app, more.column), more.group === "city" ? "" : ` (${more.group})`),
      h("p", { class: "more-values" }, `${t("lesson.more.kept")} ${levelText(app, more.column, more.kept)} → ${t("lesson.more.changed")} ${levelText(app, more.column, more.changed)}`, h("span", { class: "more-difference", text: differenceText(app, more.column, more) })),
      h("p", { class: "more-note", text: both(more.note) }),
    );
  return h("ul", { class: "more" }, ...lesson.more.map(row));
}

function next(run: Run, compare: Compare, lesson: Lesson, step: Step, at: number): HTMLElement {
  const kept = step.kept ?? lesson.kept;
  const go = h("button", { type: "button", class: "quiet", test: `next-${at}`, text: t("lesson.next.run") });
  go.addEventListener("click", () => {
    compare.keep(kept);
    void run.open(step.plan).then((taken) => taken && run.play());
    compare.run(kept, step.plan);
  });
  return h("li", {}, h("p", { text: both(step.text) }), h("p", { class: "buttons" }, go), h("details", {}, h("summary", { text: t("lesson.next.found") }), h("p", { text: both(step.found) })));
}

function answers(app: App, run: Run, compare: Compare, scope: Scope, lesson: Lesson): HTMLElement {
  const details = h(
    "details",
    { class: "why", test: "lesson-why" },
    h("summary", { text: t("lesson.why.show") }),
    h("h3", { text: t("lesson.why") }),
    ...lesson.why.map((text) => h("p", { text: both(text) })),
    h("h3", { text: t("lesson.more") }),
    moreTable(app, lesson),
    h("p", { class: "note", text: t("lesson.more.measured") }),
    h("h3", { text: t("lesson.next") }),
    h("ol", { class: "next" }, ...lesson.next.map((step, at) => next(run, compare, lesson, step, at))),
    h("h3", { text: t("lesson.limits") }),
    ...lesson.limits.map((text) => h("p", { text: both(text) })),
    h("h3", { text: t("lesson.literature") }),
    h("ul", { class: "literature" }, ...lesson.literature.map((text) => h("li", { text }))),
  );
  scope.watch([app.comparison], () => {
    if (app.comparison()?.state === "done" && isThis(app, lesson)) details.open = true;
  });
  return details;
}

export function lessonView(app: App, run: Run, compare: Compare, scope: Scope, lesson: Lesson): HTMLElement {
  const number = LESSONS.indexOf(lesson) + 1;
  return h(
    "section",
    { class: "desk lesson", "aria-label": both(lesson.title), id: "desk", test: "lesson" },
    h("p", { class: "lesson-head" }, h("button", { type: "button", class: "link", test: "lessons-all", text: `← ${t("lesson.all")}`, on: { click: () => app.lesson.set(null) } }), h("span", { class: "lesson-number", text: t("lesson.number", { number }) })),
    h("h2", { text: both(lesson.title) }),
    h("p", { class: "question", text: both(lesson.question) }),
    section(t("lesson.change"), h("p", { text: both(lesson.change) })),
    section(t("lesson.before"), h("ul", { class: "before" }, ...lesson.before.map((text) => h("li", { text: both(text) }))), watching(app, run, compare, lesson)),
    section(t("lesson.guess"), guessesView(app, scope), running(app, scope, compare, lesson)),
    answers(app, run, compare, scope, lesson),
  );
}
