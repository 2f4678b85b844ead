// The page around its views: head, notices, foot.

import type { Run } from "./city/run";
import { cityView, deskView } from "./city/view";
import { classView } from "./class/view";
import type { Compare } from "./compare/comparison";
import type { Language } from "./core/api";
import { LESSONS } from "./lessons/index";
import { lessonsView } from "./lessonview/list";
import { lessonView } from "./lessonview/view";
import type { App, Theme, View } from "./state/app";
import { remember } from "./state/memory";
import { teacherView } from "./teacherview/view";
import { h, refill } from "./ui/dom";
import { icon } from "./ui/icons";
import { language, t } from "./ui/language";
import { segments } from "./ui/segments";
import { scope as newScope, type Scope } from "./ui/signal";

const VIEWS: View[] = ["city", "lessons", "class", "teacher"];
const THEMES: Theme[] = ["auto", "light", "dark"];
const LANGUAGES: { value: Language; label: string }[] = [
  { value: "en", label: "English" },
  { value: "zh", label: "中文" },
];

function nav(app: App, scope: Scope): HTMLElement {
  const open = (view: View): void => {
    if (view === "lessons" && app.view() === "lessons") app.lesson.set(null);
    app.view.set(view);
  };
  const buttons = VIEWS.map((view) => h("button", { type: "button", test: `view-${view}`, text: t(`view.${view}`), on: { click: () => open(view) } }));
  scope.watch([app.view], () => VIEWS.forEach((view, at) => buttons[at]!.setAttribute("aria-current", app.view() === view ? "page" : "false")));
  return h("nav", { class: "views", "aria-label": t("view.nav") }, ...buttons);
}

function head(app: App, scope: Scope): HTMLElement {
  const settings = h("div", { class: "settings" }, segments(scope, t("language.label"), LANGUAGES, language, "language"), segments(scope, t("theme.label"), THEMES.map((value) => ({ value, label: t(`theme.${value}`) })), app.theme, "theme"));
  return h("header", { class: "mast" }, h("a", { class: "skip", href: "#desk", text: t("page.skip") }), h("div", { class: "title" }, h("h1", { text: t("page.title") }), h("p", { class: "title-lead", text: t("page.lead") })), nav(app, scope), settings);
}

function noticeView(app: App, scope: Scope): HTMLElement {
  const place = h("div", { class: "notice-place", role: "status", test: "notice" });
  scope.watch([app.notice], () => {
    const notice = app.notice();
    const close = h("button", { type: "button", class: "icon-button", "aria-label": t("notice.close"), test: "notice-close", on: { click: () => app.notice.set(null) } }, icon("close"));
    refill(place, notice ? h("div", { class: `notice ${notice.tone}` }, h("p", { text: notice.text }), notice.detail ? h("pre", { text: notice.detail }) : null, close) : null);
  });
  return place;
}

function viewOf(app: App, run: Run, compare: Compare, scope: Scope): HTMLElement {
  const lesson = LESSONS.find((one) => one.id === app.lesson());
  switch (app.view()) {
    case "class":
      return classView(app, scope);
    case "teacher":
      return teacherView(app);
    case "lessons":
      return lesson ? cityView(app, run, scope, lessonView(app, run, compare, scope, lesson)) : lessonsView(app);
    default:
      return cityView(app, run, scope, deskView(app, run, compare, scope));
  }
}

/** Draws the whole page, and again when language, view or lesson change; the focus stays where it was, if it is still there. */
export function shell(app: App, run: Run, compare: Compare, root: HTMLElement): void {
  let scope = newScope();
  const draw = (): void => {
    const focused = document.activeElement?.getAttribute("data-testid");
    scope.end();
    scope = newScope();
    document.documentElement.lang = language() === "zh" ? "zh-Hans" : "en";
    document.title = `grassroots · ${t("page.title")}`;
    refill(root, head(app, scope), noticeView(app, scope), h("main", { id: "main" }, viewOf(app, run, compare, scope)), h("footer", { class: "foot" }, h("p", { text: t("page.foot", { version: app.core.version() }) })));
    if (focused) root.querySelector<HTMLElement>(`[data-testid="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  draw();
  language.on(() => {
    remember("language", language());
    draw();
    run.look();
    compare.reword();
  });
  app.view.on(() => {
    draw();
    window.scrollTo({ top: 0 });
  });
  app.lesson.on(() => {
    if (app.view() === "lessons") {
      draw();
      window.scrollTo({ top: 0 });
    }
  });
}
