// The map with its layers, its legend, and what happens when one points at it.

import type { Layer } from "../core/api";
import { Doing } from "../core/api";
import type { App, Picked } from "../state/app";
import { h, refill } from "../ui/dom";
import { language, t } from "../ui/language";
import { segments } from "../ui/segments";
import type { Scope } from "../ui/signal";
import { dark } from "../ui/theme";
import { ranges } from "./colours";
import { markAt } from "./find";
import { ramp, signs } from "./legend";
import { painter, placeOf, type Look, type Mark } from "./paint";
import { mapTable } from "./table";
import { townOf, type Point, type Town } from "./town";

const LAYERS: Layer[] = ["trust", "backlog", "stock", "grievance", "satisfaction"];
/** Kept over changes of language and theme, so that colours keep their meaning. */
const rangeOf = ranges();

interface Sheet {
  town: Town | null;
  near: Mark | null;
  cross: Point | null;
}

function nameOf(app: App, mark: Mark): string {
  const frame = app.frame()!;
  if (mark.kind === "body") return frame.bodies[mark.index]?.title ?? "";
  const doing = frame.doing[mark.index];
  const what = doing === Doing.Waits ? t("map.waits") : doing === Doing.OpenNeed ? t("map.open") : t("map.nothing");
  return `${t("meet.resident", { number: mark.index + 1 })} · ${what}`;
}

const ARROWS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const within = (value: number): number => Math.min(0.995, Math.max(0.005, value));

function listen(app: App, canvas: HTMLCanvasElement, sheet: Sheet, redraw: () => void): void {
  const at = (point: Point): Mark | null => {
    const frame = app.frame();
    return sheet.town && frame ? markAt(sheet.town, frame, point, canvas.clientWidth, canvas.clientHeight) : null;
  };
  const pointOf = (event: MouseEvent): Point => ({ x: event.offsetX / canvas.clientWidth, y: event.offsetY / canvas.clientHeight });
  const see = (mark: Mark | null): void => {
    sheet.near = mark;
    canvas.style.cursor = mark ? "pointer" : "default";
    redraw();
  };
  const pick = (mark: Mark | null): void => {
    if (mark) app.picked.set({ ...mark } as Picked);
  };
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") see(at(pointOf(event)));
  });
  canvas.addEventListener("pointerleave", () => see(null));
  canvas.addEventListener("click", (event) => pick(at(pointOf(event))));
  canvas.addEventListener("blur", () => {
    sheet.cross = null;
    see(null);
  });
  canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = (event.shiftKey ? 4 : 16) / canvas.clientWidth;
      const from = sheet.cross ?? { x: 0.5, y: 0.5 };
      sheet.cross = { x: within(from.x + arrow[0] * step), y: within(from.y + arrow[1] * step) };
      event.preventDefault();
      see(at(sheet.cross));
    } else if ((event.key === "Enter" || event.key === " ") && sheet.cross) {
      event.preventDefault();
      pick(sheet.near);
    }
  });
}

/** The size that is left for the map: all of the width, and what the window has in height. */
function fit(holder: HTMLElement): { width: number; height: number } {
  const width = Math.max(240, Math.floor(holder.clientWidth));
  const room = window.innerWidth >= 1100 ? window.innerHeight - 372 : window.innerHeight * 0.72;
  return { width, height: Math.floor(Math.max(250, Math.min(width, room))) };
}

function label(app: App, town: Town): string {
  const frame = app.frame()!;
  const count = (what: Doing): number => frame.doing.reduce((sum, doing) => sum + (doing === what ? 1 : 0), 0);
  return t("map.label", { districts: town.strips.length, communities: town.communities.length, layer: t(`layer.${app.layer()}`), open: count(Doing.OpenNeed), waits: count(Doing.Waits) });
}

/** A tip near what is pointed at. */
function tipFor(app: App, sheet: Sheet, tip: HTMLElement, width: number, height: number): void {
  const frame = app.frame();
  const place = sheet.near && sheet.town && frame ? placeOf(sheet.town, frame.bodies, sheet.near) : null;
  tip.hidden = !place;
  if (!place) return;
  tip.textContent = nameOf(app, sheet.near!);
  const left = place.x > 0.6;
  tip.style.transform = `translate(${place.x * width + (left ? -14 : 14)}px, ${place.y * height}px) translate(${left ? "-100%" : "0"}, -50%)`;
}

export function mapView(app: App, scope: Scope, look: () => void, clock: HTMLElement): HTMLElement {
  const canvas = h("canvas", { class: "town", test: "map", tabindex: 0, role: "img", "aria-label": t("map.title"), "aria-describedby": "map-keys" });
  const tip = h("div", { class: "tip", hidden: true, test: "map-tip" });
  const holder = h("div", { class: "town-holder" }, canvas, tip);
  const legend = h("div", { class: "legend" });
  const spoken = h("p", { class: "unseen", role: "status", test: "map-spoken" });
  const table = h("div");
  const details = h("details", { class: "as-table", test: "map-table" }, h("summary", { text: t("map.table") }), table);
  const sheet: Sheet = { town: null, near: null, cross: null };
  const paint = painter(canvas);
  let waiting = 0;

  const draw = (): void => {
    waiting = 0;
    const frame = app.frame();
    if (!frame || !sheet.town || frame.layer.length !== sheet.town.grids.length) return;
    const { width, height } = fit(holder);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const range = rangeOf(app.layer(), frame.layer);
    const seen: Look = { width, height, dark: dark(), layer: app.layer(), range, near: sheet.near, picked: app.picked(), cross: sheet.cross };
    paint(sheet.town, frame, seen);
    tipFor(app, sheet, tip, width, height);
    const key = [app.layer(), range.low, range.high, dark(), language()].join();
    if (legend.dataset.key !== key) {
      legend.dataset.key = key;
      refill(legend, ramp(app.layer(), range, dark()), signs());
    }
    if (details.open) refill(table, mapTable(app, sheet.town));
  };
  const redraw = (): void => {
    if (!waiting) waiting = requestAnimationFrame(draw);
  };

  listen(app, canvas, sheet, () => {
    redraw();
    if (sheet.cross) spoken.textContent = sheet.near ? nameOf(app, sheet.near) : "";
  });
  canvas.addEventListener("focus", () => {
    if (sheet.town && app.frame()) canvas.setAttribute("aria-label", label(app, sheet.town));
  });
  details.addEventListener("toggle", redraw);
  scope.watch([app.geometry], () => {
    const geometry = app.geometry();
    sheet.town = geometry ? townOf(geometry) : null;
  });
  scope.watch([app.frame, app.picked, dark], redraw);
  scope.last(app.layer.on(look));
  const observer = new ResizeObserver(redraw);
  observer.observe(holder);
  window.addEventListener("resize", redraw);
  scope.last(() => {
    observer.disconnect();
    window.removeEventListener("resize", redraw);
    cancelAnimationFrame(waiting);
  });

  const choices = LAYERS.map((value) => ({ value, label: t(`layer.${value}`), title: t(`layer.${value}.meaning`) }));
  return h(
    "section",
    { class: "map", "aria-label": t("map.title"), id: "map" },
    h("div", { class: "map-head" }, segments(scope, t("map.colour"), choices, app.layer, "layer"), clock),
    holder,
    legend,
    h("p", { class: "unseen", id: "map-keys", text: t("map.keys") }),
    spoken,
    details,
  );
}
