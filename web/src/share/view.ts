// What is taken along: the state as a code, scenarios, curves, the map.

import { tomlOf } from "../city/policy";
import type { Run } from "../city/run";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import type { Scope } from "../ui/signal";
import { messageOf } from "../workers/protocol";
import { copyButton } from "./copy";
import { download } from "./download";
import { codeOf } from "./state";

const button = (text: string, test: string, click: () => void): HTMLElement => h("button", { type: "button", class: "quiet", test, text, on: { click } });

function mapPicture(app: App): void {
  const canvas = document.querySelector<HTMLCanvasElement>("canvas.town");
  if (!canvas) return;
  // The canvas is clear where there is no town: a picture has the page's paper behind it.
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [canvas.width, canvas.height];
  const context = sheet.getContext("2d");
  if (!context) return;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, sheet.width, sheet.height);
  context.drawImage(canvas, 0, 0);
  sheet.toBlob((blob) => {
    if (blob) download(`grassroots-week-${Math.max(0, app.frame()?.round ?? 0)}.png`, blob);
  }, "image/png");
}

function files(app: App, scope: Scope): HTMLElement {
  const warn = (error: unknown): void => app.notice.set({ text: t("refused"), detail: messageOf(error), tone: "warning" });
  const kept = button(t("take.toml.kept"), "download-kept", () => download("kept.toml", tomlOf(app.core, app.kept()!.plan)));
  scope.watch([app.kept], () => void (kept.hidden = !app.kept()));
  return h(
    "p",
    { class: "buttons" },
    button(t("take.toml"), "download-toml", () => download(app.kept() ? "changed.toml" : "city.toml", tomlOf(app.core, app.plan()))),
    kept,
    button(t("take.csv"), "download-csv", () => void app.live.ask("csv").then((text) => download("rounds.csv", text, "text/csv")).catch(warn)),
    button(t("take.png"), "download-png", () => mapPicture(app)),
  );
}

export function takeView(app: App, _run: Run, scope: Scope): HTMLElement {
  const code = h("input", { type: "text", readonly: true, id: "state-code", test: "state-code", size: 28 });
  code.addEventListener("focus", () => code.select());
  scope.watch([app.plan, app.kept, app.lesson, app.layer], () => void (code.value = codeOf(app)));
  const paste = h("textarea", { id: "paste", test: "paste", rows: 2, autocomplete: "off", spellcheck: "false", placeholder: t("take.paste.what") });
  const form = h("form", { class: "code-line", test: "paste-form" }, h("label", { for: "paste", text: t("take.paste") }), paste, h("button", { type: "submit", class: "quiet", test: "paste-open", text: t("take.open") }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    app.pasted.set(paste.value);
  });
  return h(
    "section",
    { class: "take", "aria-label": t("take.title"), id: "take" },
    h("h2", { text: t("take.title") }),
    h("p", { class: "lead", text: t("take.lead") }),
    h("div", { class: "code-line" }, h("label", { for: "state-code", text: t("take.code") }), code, copyButton(app, () => codeOf(app), "copy-state")),
    form,
    files(app, scope),
  );
}
