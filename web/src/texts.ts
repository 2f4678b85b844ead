// All texts of the page in both languages. A key that lacks one of them does not compile.

import { POLICY_TEXTS } from "./texts/policy";
import { CITY_TEXTS } from "./texts/city";
import { WORK_TEXTS } from "./texts/work";

/** A text in both languages. */
export interface Text {
  en: string;
  zh: string;
}

export const TEXTS = { ...CITY_TEXTS, ...POLICY_TEXTS, ...WORK_TEXTS } as const satisfies Record<string, Text>;

export type TextKey = keyof typeof TEXTS;
