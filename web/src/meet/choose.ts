// Finding someone to meet without a map: those worth following, a number, or a list of offices.

import { tomlOf } from "../city/policy";
import type { App } from "../state/app";
import { h, refill } from "../ui/dom";
import { language, t } from "../ui/language";
import { messageOf } from "../workers/protocol";
import type { Scope } from "../ui/signal";

const WORTH = ["most-requests", "moved-away", "gained-most"] as const;

function worth(app: App, what: (typeof WORTH)[number], said: HTMLElement): HTMLElement {
  const button = h("button", { type: "button", class: "quiet", test: `find-${what}`, text: t(`find.${what}`) });
  button.addEventListener("click", async () => {
    button.disabled = true;
    said.textContent = t("find.looking");
    try {
      const found = await app.pool.askFirst("find", [tomlOf(app.core, app.plan()), what, language()]);
      said.textContent = found ? found.why : t("find.nobody");
      if (found) app.picked.set({ kind: "resident", index: found.resident });
    } catch (error) {
      said.textContent = messageOf(error);
    }
    button.disabled = false;
  });
  return button;
}

function byNumber(app: App): HTMLElement {
  const input = h("input", { type: "number", id: "resident", min: 1, step: 1, inputmode: "numeric", test: "resident-number" });
  const form = h("form", { class: "meet-number", novalidate: true }, h("label", { for: "resident", text: t("meet.number") }), input, h("button", { type: "submit", class: "quiet", test: "resident-go", text: t("meet.go") }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const residents = app.frame()?.doing.length ?? 0;
    const number = Number(input.value);
    if (Number.isInteger(number) && number >= 1 && number <= residents) app.picked.set({ kind: "resident", index: number - 1 });
    else app.notice.set({ text: t("meet.number.wrong", { residents }), tone: "warning" });
  });
  return form;
}

function bodies(app: App, scope: Scope): HTMLElement {
  const select = h("select", { id: "body", test: "body" });
  select.addEventListener("change", () => {
    if (select.value !== "") app.picked.set({ kind: "body", index: Number(select.value) });
  });
  scope.watch([app.frame], () => {
    const list = app.frame()?.bodies ?? [];
    const key = `${language()}:${list.map((body) => body.title).join("|")}`;
    if (select.dataset.key === key) return;
    select.dataset.key = key;
    refill(select, h("option", { value: "", text: t("meet.choose") }), ...list.map((body, at) => h("option", { value: at, text: body.title })));
  });
  scope.watch([app.picked], () => {
    const picked = app.picked();
    select.value = picked?.kind === "body" ? String(picked.index) : "";
  });
  return h("p", { class: "meet-body" }, h("label", { for: "body", text: t("meet.bodies") }), select);
}

export function chooseView(app: App, scope: Scope): HTMLElement {
  const said = h("p", { class: "note", role: "status", test: "find-said" });
  return h(
    "section",
    { class: "choose", "aria-label": t("meet.title"), id: "meet" },
    h("h2", { text: t("meet.title") }),
    h("p", { class: "lead", text: t("meet.lead") }),
    h("div", { class: "choose-row" }, h("p", { class: "buttons" }, ...WORTH.map((what) => worth(app, what, said))), byNumber(app), bodies(app, scope)),
    said,
  );
}
