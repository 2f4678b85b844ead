// A resident, an office or an organisation that is followed: who it is, what goes on, and the resident's story so far.

import type { Card, Entry } from "../core/api";
import { tomlOf } from "../city/policy";
import { identity } from "../policy/plan";
import type { App, Picked } from "../state/app";
import { h, refill, type Child } from "../ui/dom";
import { icon } from "../ui/icons";
import { language, t } from "../ui/language";
import { messageOf } from "../workers/protocol";
import type { Scope } from "../ui/signal";

/** Rounds after which a story is asked for again while the city runs: it lives the city once more each time. */
const STORY_EVERY = 26;

interface Told {
  key: string;
  before: number;
  entries: Entry[] | null;
  why: string;
}

const weekOf = (round: number): string => (round < 0 ? t("meet.before") : t("meet.week", { week: round + 1 }));

function storyView(told: Told): Child[] {
  if (told.why) return [h("p", { class: "caution", text: told.why })];
  if (!told.entries) return [h("p", { class: "note", role: "status", text: t("meet.reading") })];
  if (told.entries.length === 0) return [h("p", { class: "note", text: t("meet.empty") })];
  const rounds = [...new Set(told.entries.map((entry) => entry.round))].reverse();
  const items = rounds.map((round) => h("li", {}, h("span", { class: "story-week", text: weekOf(round) }), ...told.entries!.filter((entry) => entry.round === round).map((entry) => h("p", { text: entry.text }))));
  return [h("ol", { class: "story", test: "story", reversed: true }, ...items), h("p", { class: "note", text: t("meet.until", { week: told.before }) })];
}

function cardView(card: Card): Child[] {
  return [
    ...card.now.map((text) => h("p", { class: "card-now", text })),
    h("dl", { class: "card-facts" }, ...card.facts.flatMap((fact) => [h("dt", { text: fact.label }), h("dd", { text: fact.value })])),
  ];
}

export function meetView(app: App, scope: Scope): HTMLElement {
  const title = h("h2", { id: "card-title", tabindex: -1, test: "card-title" });
  const facts = h("div", { class: "card-body" });
  const story = h("div", { class: "card-story" });
  const close = (): void => {
    app.picked.set(null);
    document.querySelector<HTMLElement>("canvas.town")?.focus({ preventScroll: true });
  };
  const button = h("button", { type: "button", class: "icon-button", "aria-label": t("meet.close"), test: "card-close", on: { click: close } }, icon("close"));
  const panel = h("aside", { class: "card", "aria-labelledby": "card-title", hidden: true, test: "card" }, h("header", {}, title, button), facts, story);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  let told: Told = { key: "", before: 0, entries: null, why: "" };
  let asked = 0;

  const showCard = async (picked: Picked): Promise<void> => {
    const mine = ++asked;
    try {
      const card = await app.live.ask(picked.kind, picked.index, language());
      if (mine !== asked) return;
      title.textContent = card.title;
      refill(facts, ...cardView(card));
    } catch (error) {
      if (mine === asked) refill(facts, h("p", { class: "caution", text: messageOf(error) }));
    }
  };

  const showStory = async (picked: Picked): Promise<void> => {
    const round = app.frame()?.round ?? 0;
    const key = [picked.index, identity(app.plan()), language()].join();
    const old = told.key === key && told.before <= round && (told.before === round || (app.playing() && round - told.before < STORY_EVERY));
    if (old) return;
    told = { key, before: round, entries: told.key === key ? told.entries : null, why: "" };
    const mine = told;
    if (!mine.entries) refill(story, h("h3", { text: t("meet.story") }), ...storyView(mine));
    try {
      mine.entries = await app.pool.askFirst("story", [tomlOf(app.core, app.plan()), picked.index, round, language()]);
    } catch (error) {
      mine.why = messageOf(error);
    }
    if (told === mine) refill(story, h("h3", { text: t("meet.story") }), ...storyView(mine));
  };

  const show = (): void => {
    const picked = app.picked();
    panel.hidden = !picked;
    if (!picked) {
      told = { key: "", before: 0, entries: null, why: "" };
      return;
    }
    void showCard(picked);
    story.hidden = picked.kind !== "resident";
    if (picked.kind === "resident") void showStory(picked);
  };
  let before: Picked | null = app.picked();
  let seen = 0;
  scope.watch([app.frame, app.picked, app.playing], () => {
    const picked = app.picked();
    const fresh = picked !== before;
    // A card that changes five times a second cannot be read.
    if (!fresh && app.playing() && performance.now() - seen < 600) return;
    seen = performance.now();
    before = picked;
    show();
    if (fresh && picked) {
      panel.scrollTop = 0;
      title.focus({ preventScroll: window.innerWidth >= 1100 });
    }
  });
  return panel;
}
