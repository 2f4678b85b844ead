// Light or dark, as the pupil or the system wants it.

import type { App, Theme } from "../state/app";
import { remember } from "../state/memory";
import { signal } from "./signal";

const night = window.matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now. */
export const dark = signal(night.matches);

/** Whether the system asks for little motion. */
export const calm = (): boolean => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

const isDark = (theme: Theme): boolean => (theme === "auto" ? night.matches : theme === "dark");

export function followTheme(app: App): void {
  const apply = (): void => {
    document.documentElement.dataset.theme = isDark(app.theme()) ? "dark" : "light";
    dark.set(isDark(app.theme()));
  };
  apply();
  night.addEventListener("change", apply);
  app.theme.on((theme) => {
    remember("theme", theme);
    apply();
  });
}
