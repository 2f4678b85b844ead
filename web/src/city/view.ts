// The city with its map and curves, and beside it a desk: governing, or a lesson.

import type { Compare } from "../compare/comparison";
import { resultView } from "../compare/result";
import { compareView } from "../compare/view";
import { curvesView } from "../curves/view";
import { mapView } from "../map/view";
import { chooseView } from "../meet/choose";
import { meetView } from "../meet/view";
import { moneyView } from "../policy/money";
import { rulesView } from "../policy/rules";
import { holdView, startView } from "../policy/start";
import { takeView } from "../share/view";
import type { App, Desk } from "../state/app";
import { h, refill } from "../ui/dom";
import { t } from "../ui/language";
import { segments } from "../ui/segments";
import { scope as newScope, type Scope } from "../ui/signal";
import { clockView, controlsView } from "./controls";
import type { Run } from "./run";
import { weekView } from "./week";

const DESKS: Desk[] = ["money", "rules", "compare"];

/** Money, rules, comparing: one at a time. */
export function deskView(app: App, run: Run, compare: Compare, scope: Scope): HTMLElement {
  const sheet = h("div", { class: "sheet" });
  let inner = newScope();
  scope.watch([app.desk], () => {
    inner.end();
    inner = newScope();
    const views = { money: moneyView, rules: rulesView };
    const desk = app.desk();
    refill(sheet, desk === "compare" ? compareView(app, run, compare, inner) : h("div", {}, holdView(app, run, inner), views[desk](app, run, inner)));
    sheet.scrollTop = 0;
  });
  scope.last(() => inner.end());
  const tabs = segments(scope, t("desk.title"), DESKS.map((value) => ({ value, label: t(`desk.${value}`) })), app.desk, "desk");
  return h("section", { class: "desk", "aria-label": t("desk.title"), id: "desk" }, startView(app, run, scope), tabs, sheet);
}

export function cityView(app: App, run: Run, scope: Scope, desk: HTMLElement): HTMLElement {
  return h(
    "div",
    { class: "city", test: "city" },
    h("div", { class: "stage" }, desk, h("div", { class: "scene" }, controlsView(app, run, scope), mapView(app, scope, () => run.look(), clockView(app, scope)), weekView(app, scope)), curvesView(app, scope)),
    resultView(app, scope),
    h("div", { class: "below" }, chooseView(app, scope), takeView(app, run, scope)),
    meetView(app, scope),
  );
}
