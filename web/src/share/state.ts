// The state of the page in its address, and back.

import type { Run } from "../city/run";
import { tomlOf } from "../city/policy";
import type { Compare } from "../compare/comparison";
import type { Plan } from "../core/api";
import { LESSONS } from "../lessons/index";
import { identity } from "../policy/plan";
import type { App } from "../state/app";
import { language, t } from "../ui/language";
import { messageOf } from "../workers/protocol";
import { decode, encode, type Shared } from "./codec";

export const sharedOf = (app: App): Shared => ({ plan: app.plan(), kept: app.kept()?.plan ?? null, lesson: app.lesson(), language: language(), layer: app.layer() });

export const codeOf = (app: App): string => encode(sharedOf(app));

/** Puts a state into force, if the core takes it. Tells whether it did. */
async function enter(app: App, run: Run, compare: Compare, shared: Shared): Promise<boolean> {
  try {
    for (const plan of [shared.plan, shared.kept]) if (plan) tomlOf(app.core, plan);
  } catch (error) {
    app.notice.set({ text: t("code.unfit"), detail: messageOf(error), tone: "warning" });
    return false;
  }
  if (shared.language) language.set(shared.language);
  if (shared.layer) app.layer.set(shared.layer);
  const lesson = LESSONS.some((one) => one.id === shared.lesson) ? shared.lesson : null;
  app.lesson.set(lesson);
  app.view.set(lesson ? "lessons" : "city");
  if (shared.kept && identity(shared.kept) !== (app.kept() ? identity(app.kept()!.plan) : "")) compare.keep(shared.kept);
  if (!shared.kept && app.kept()) compare.letGo();
  return await run.open(shared.plan);
}

/** A scenario file: it has lines with keys, and no code has. */
const isFile = (text: string): boolean => /^\s*[\w."]+\s*=/m.test(text) || /^\s*\[/m.test(text);

async function openFile(app: App, run: Run, text: string): Promise<boolean> {
  try {
    return await run.open(JSON.parse(app.core.opened(text)) as Plan);
  } catch (error) {
    app.notice.set({ text: t("code.file"), detail: messageOf(error), tone: "warning" });
    return false;
  }
}

/** Opens a code, an address that ends in one, or the text of a scenario file. */
export async function openCode(app: App, run: Run, compare: Compare, text: string): Promise<boolean> {
  if (isFile(text)) return await openFile(app, run, text);
  const shared = decode(text);
  if (typeof shared === "string") {
    app.notice.set({ text: t(`code.${shared}`), tone: "warning" });
    return false;
  }
  return await enter(app, run, compare, shared);
}

/** Keeps the address in step with the state, and follows an address that is typed or pasted. */
export function followAddress(app: App, run: Run, compare: Compare): void {
  let written = location.hash.slice(1);
  let timer = 0;
  const write = (): void => {
    const code = codeOf(app);
    if (code === written) return;
    written = code;
    try {
      history.replaceState(null, "", `#${code}`);
    } catch {
      // Some browsers let a page write its address only so often.
    }
  };
  const later = (): void => {
    clearTimeout(timer);
    timer = window.setTimeout(write, 250);
  };
  for (const signal of [app.plan, app.kept, app.lesson, app.layer, language]) signal.on(later);
  window.addEventListener("hashchange", () => {
    const hash = location.hash.slice(1);
    if (hash === written || !hash.startsWith("gr")) return;
    written = hash;
    void openCode(app, run, compare, hash);
  });
}
