// All lessons, to choose one.

import { LESSONS } from "../lessons/index";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { both, t } from "../ui/language";

export function lessonsView(app: App): HTMLElement {
  const item = (id: string, at: number): HTMLElement => {
    const lesson = LESSONS[at]!;
    return h(
      "li",
      { class: "lesson-item" },
      h("p", { class: "lesson-number", text: t("lesson.number", { number: at + 1 }) }),
      h("h3", { text: both(lesson.title) }),
      h("p", { text: both(lesson.question) }),
      h("button", { type: "button", class: "primary", test: `lesson-${id}`, "aria-label": `${t("lesson.open")}: ${both(lesson.title)}`, text: t("lesson.open"), on: { click: () => app.lesson.set(id) } }),
    );
  };
  return h("section", { class: "page lessons", test: "lessons" }, h("h2", { text: t("lessons.title") }), h("p", { class: "lead", text: t("lessons.lead") }), h("ol", { class: "lesson-list" }, ...LESSONS.map((lesson, at) => item(lesson.id, at))));
}
