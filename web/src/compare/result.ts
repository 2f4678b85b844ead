// What twenty pairs found: verdicts beside guesses, the forest, and curves of the differences.

import { GUESSED } from "../core/api";
import { PAIRS, type App, type Comparison, type Found } from "../state/app";
import { download } from "../share/download";
import { copyButton } from "../share/copy";
import { h, refill } from "../ui/dom";
import { t } from "../ui/language";
import { messageOf } from "../workers/protocol";
import { scope as newScope, type Scope } from "../ui/signal";
import { bandView } from "./bands";
import { changesView } from "./changes";
import { othersView, verdictsView } from "./verdict";
import { picture } from "./picture";

function takeAway(app: App, found: Found): HTMLElement {
  const code = h("input", { type: "text", readonly: true, id: "share-code", value: found.code, test: "share-code", size: 32 });
  code.addEventListener("focus", () => code.select());
  const csv = h("button", {
    type: "button",
    class: "quiet",
    test: "download-differences",
    text: t("take.differences"),
    on: {
      click: () =>
        void app.judge
          .ask("csv")
          .then((text) => download("differences.csv", text, "text/csv"))
          .catch((error: unknown) => app.notice.set({ text: t("refused"), detail: messageOf(error), tone: "warning" })),
    },
  });
  const image = h("button", { type: "button", class: "quiet", test: "download-forest", text: t("take.forest"), on: { click: () => download("forest.svg", found.forest, "image/svg+xml") } });
  return h("div", { class: "result-take" }, h("div", { class: "code-line" }, h("label", { for: "share-code", text: t("result.code") }), code, copyButton(app, () => found.code, "copy-code")), h("p", { class: "note", text: t("result.code.what") }), h("p", { class: "buttons" }, csv, image));
}

function curvesOf(app: App, scope: Scope, comparison: Comparison, found: Found): HTMLElement {
  const last = app.geometry()?.rounds ?? 208;
  const marks = comparison.changed.reforms.map((reform) => reform.round);
  const panels = GUESSED.map((outcome) => {
    const band = found.differences[outcome];
    return bandView(app, scope, outcome, band, Array.from(band.mean, (_, round) => round + 1), last, marks, t("result.band"));
  });
  return h("div", { class: "result-curves" }, ...panels);
}

function done(app: App, scope: Scope, comparison: Comparison, found: Found): HTMLElement {
  return h(
    "div",
    { class: "result-done" },
    h("header", { class: "result-head" }, h("h2", { id: "result-title", tabindex: -1, text: t("result.title", { pairs: found.verdicts.replicates }) }), h("p", { class: "lead", text: t("result.lead") })),
    h("section", { class: "result-change", "aria-label": t("result.changed") }, h("h3", { text: t("result.changed") }), changesView(app, comparison.kept, comparison.changed)),
    h("section", { class: "result-verdicts", "aria-label": t("result.verdicts") }, h("h3", { text: t("result.verdicts") }), verdictsView(app, found.verdicts, comparison.guesses), othersView(found.verdicts), h("p", { class: "note", text: t("result.how") })),
    h("section", { class: "result-differences", "aria-label": t("result.curves") }, h("h3", { text: t("result.curves") }), curvesOf(app, scope, comparison, found)),
    h("section", { class: "result-forest", "aria-label": t("result.forest") }, h("h3", { text: t("result.forest") }), picture(found.forest, t("result.forest"), "forest"), h("details", { test: "summary" }, h("summary", { text: t("result.summary") }), h("pre", { text: found.verdicts.summary }))),
    h("section", { class: "result-away", "aria-label": t("result.away") }, h("h3", { text: t("result.away") }), takeAway(app, found)),
  );
}

export function resultView(app: App, scope: Scope): HTMLElement {
  const band = h("section", { class: "result", id: "result", "aria-labelledby": "result-title", hidden: true, test: "result" });
  let inner = newScope();
  let shown: Found | null = null;
  scope.watch([app.comparison], () => {
    const comparison = app.comparison();
    const found = comparison?.state === "done" ? comparison.found : null;
    if (found === shown) return;
    shown = found;
    inner.end();
    inner = newScope();
    band.hidden = !found;
    refill(band, comparison && found ? done(app, inner, comparison, found) : null);
  });
  scope.last(() => inner.end());
  return band;
}

/** Progress of the pairs, with a way to end it. */
export function progressView(app: App, scope: Scope, cancel: () => void): HTMLElement {
  const bar = h("progress", { max: PAIRS, value: 0, test: "progress", "aria-label": t("run.progress") });
  const text = h("p", { class: "progress-text", role: "status", test: "progress-text" });
  const stop = h("button", { type: "button", class: "quiet", test: "cancel", text: t("run.cancel"), on: { click: cancel } });
  const see = h("a", { href: "#result", class: "see", test: "see-result", text: t("run.see") });
  see.addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("result")?.scrollIntoView({ block: "start" });
    document.getElementById("result-title")?.focus({ preventScroll: true });
  });
  const box = h("div", { class: "progress", hidden: true }, bar, text, stop, see);
  scope.watch([app.comparison], () => {
    const comparison = app.comparison();
    box.hidden = !comparison;
    if (!comparison) return;
    const runs = comparison.state === "runs";
    bar.hidden = !runs;
    stop.hidden = !runs;
    see.hidden = comparison.state !== "done";
    bar.value = comparison.done;
    const said = { runs: t("run.running", { done: comparison.done, of: PAIRS }), done: t("run.done", { of: PAIRS }), cancelled: t("run.cancelled", { done: comparison.done }), failed: t("run.failed", { why: comparison.why }) }[comparison.state];
    // A screen reader is told a few times, not twenty.
    if (!runs || comparison.done % 5 === 0 || text.textContent === "") text.textContent = said;
  });
  return box;
}
