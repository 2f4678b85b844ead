// Time: play, pause, one week, from the start, speed; and where the city is.

import type { App, Speed } from "../state/app";
import { h, refill } from "../ui/dom";
import { icon } from "../ui/icons";
import { t } from "../ui/language";
import { segments } from "../ui/segments";
import type { Scope } from "../ui/signal";
import type { Run } from "./run";

const SPEEDS: Speed[] = ["slow", "normal", "fast", "fastest"];

function where(app: App): string {
  const [frame, geometry] = [app.frame(), app.geometry()];
  if (!frame || !geometry || frame.round <= 0) return t("week.warm");
  return frame.over ? t("week.over") : t("week.now", { week: frame.round, last: geometry.rounds });
}

export function controlsView(app: App, run: Run, scope: Scope): HTMLElement {
  const play = h("button", { type: "button", class: "primary play", test: "play" });
  play.addEventListener("click", () => (app.playing() ? run.pause() : run.play()));
  scope.watch([app.playing], () => {
    const playing = app.playing();
    refill(play, icon(playing ? "pause" : "play"), h("span", { text: t(playing ? "control.pause" : "control.play") }));
  });
  const step = h("button", { type: "button", class: "quiet", test: "step", on: { click: () => run.step() } }, icon("step"), h("span", { text: t("control.step") }));
  const restart = h("button", { type: "button", class: "quiet", test: "restart", on: { click: () => run.restart() } }, icon("restart"), h("span", { text: t("control.restart") }));
  const speed = segments(scope, t("control.speed"), SPEEDS.map((value) => ({ value, label: t(`speed.${value}`) })), app.speed, "speed");
  return h("div", { class: "controls", role: "group", "aria-label": t("control.label"), test: "controls" }, play, step, restart, speed);
}

export function clockView(app: App, scope: Scope): HTMLElement {
  const clock = h("p", { class: "clock", test: "clock" });
  scope.watch([app.frame], () => void (clock.textContent = where(app)));
  return clock;
}
