// The teacher's page: plans, questions with answers, numbers to expect, limits. It prints well.

import { GUESSED } from "../core/api";
import { LESSONS } from "../lessons/index";
import type { Lesson } from "../lessons/types";
import { differenceText, levelText, outcomeName } from "../lessonview/numbers";
import type { App } from "../state/app";
import { TEACHER } from "../teacher/index";
import type { LessonNotes, Section, Timetable } from "../teacher/types";
import { h } from "../ui/dom";
import { both, t } from "../ui/language";
import { SIGN } from "../compare/guesses";

function sectionOf(part: Section): HTMLElement {
  const commands = part.commands?.map((command) => h("code", { text: command })) ?? [];
  return h("section", { class: "teacher-section", id: `teacher-${part.id}` }, h("h3", { text: both(part.title) }), ...part.paragraphs.map((text) => h("p", { text: both(text) })), commands.length > 0 ? h("p", { class: "commands" }, ...commands) : null);
}

function timetable(plan: Timetable): HTMLElement {
  const rows = plan.stretches.map((one) => h("tr", {}, h("th", { scope: "row", text: t("teacher.minutes", { from: one.from, to: one.to }) }), h("td", { text: both(one.text) })));
  return h("section", { class: "timetable" }, h("h4", { text: both(plan.title) }), h("p", { text: both(plan.aim) }), h("table", {}, h("tbody", {}, ...rows)));
}

/** What to expect of each guessed outcome, with the spread between cities. */
function expected(app: App, lesson: Lesson): HTMLElement {
  const row = (outcome: (typeof GUESSED)[number]): HTMLElement => {
    const found = lesson.expected[outcome];
    const cells = [`${SIGN[found.guess]} ${t(`guess.${found.guess}`)}`, differenceText(app, outcome, found), `${found.agree}/20`, levelText(app, outcome, found.spread)];
    return h("tr", {}, h("th", { scope: "row", text: outcomeName(app, outcome) }), ...cells.map((text) => h("td", { text })));
  };
  const head = [t("teacher.outcome"), "", t("teacher.difference"), t("teacher.agree"), t("teacher.spread")];
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("teacher.expected") }, h("table", { class: "numbers" }, h("thead", {}, h("tr", {}, ...head.map((text) => h(text ? "th" : "td", { text })))), h("tbody", {}, ...GUESSED.map(row))));
}

function lessonNotes(app: App, notes: LessonNotes): HTMLElement | null {
  const lesson = LESSONS.find((one) => one.id === notes.lesson);
  if (!lesson) return null;
  const questions = notes.questions.flatMap((one) => [h("dt", { text: both(one.question) }), h("dd", { text: both(one.answer) })]);
  return h(
    "section",
    { class: "teacher-lesson" },
    h("h4", { text: `${LESSONS.indexOf(lesson) + 1}. ${both(lesson.title)}` }),
    h("p", { class: "question", text: both(lesson.question) }),
    h("p", {}, h("b", { text: `${t("teacher.point")}: ` }), both(notes.point)),
    h("p", {}, h("b", { text: `${t("teacher.misconception")}: ` }), both(notes.misconception)),
    h("h5", { text: t("teacher.expected") }),
    expected(app, lesson),
    h("p", { text: both(notes.curves) }),
    h("dl", { class: "questions" }, ...questions),
  );
}

export function teacherView(app: App): HTMLElement {
  return h(
    "article",
    { class: "page teacher", test: "teacher" },
    h("h2", { text: both(TEACHER.title) }),
    ...TEACHER.lead.map((text) => h("p", { class: "lead", text: both(text) })),
    h("p", { class: "buttons no-print" }, h("button", { type: "button", class: "quiet", test: "print", text: t("teacher.print"), on: { click: () => window.print() } })),
    h("h3", { text: t("teacher.start") }),
    h("ol", {}, ...TEACHER.start.map((text) => h("li", { text: both(text) }))),
    h("h3", { text: t("teacher.plans") }),
    ...TEACHER.timetables.map(timetable),
    sectionOf(TEACHER.codes),
    sectionOf(TEACHER.reading),
    h("h3", { text: t("teacher.lessons") }),
    ...TEACHER.lessons.map((notes) => lessonNotes(app, notes)),
    sectionOf(TEACHER.limits),
    h("h3", { text: t("teacher.literature") }),
    h("ul", { class: "literature" }, ...TEACHER.literature.map((text) => h("li", { text }))),
  );
}
