// The language of the page, and its texts in it.

import type { Language } from "../core/api";
import { TEXTS, type TextKey } from "../texts";
import { signal } from "./signal";
import { remembered } from "../state/memory";

/** What a browser that prefers Chinese is greeted in. */
const preferred = (): Language => (navigator.languages?.[0]?.toLowerCase().startsWith("zh") ? "zh" : "en");

const stored = remembered("language");
export const language = signal<Language>(stored === "en" || stored === "zh" ? stored : preferred());

/** A text of the table, with `{name}` replaced. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return TEXTS[key][language()].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether the table has such a text; for keys made of names of the core. */
export const has = (key: string): key is TextKey => key in TEXTS;

/** A text in both languages, as lessons have it. */
export const both = (text: Record<Language, string>): string => text[language()];
