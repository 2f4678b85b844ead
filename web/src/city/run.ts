// The city on the screen: opens it, lets it live, changes its policy. One thing at a time, in the order in which it was asked for.

import type { Plan } from "../core/api";
import { identity } from "../policy/plan";
import type { Policy } from "../policy/budget";
import type { App, Speed } from "../state/app";
import { language, t } from "../ui/language";
import { messageOf } from "../workers/protocol";
import type { Frame, Sight } from "../workers/live";
import { planFor, policyAt, tomlOf } from "./policy";

export interface Run {
  /** Opens a city under a plan; the one before it stays where the plan is refused. Tells whether it was taken. */
  open(plan: Plan): Promise<boolean>;
  play(): void;
  pause(): void;
  step(): void;
  restart(): void;
  /** Asks for a policy; it is put into force a moment later, so that a slider that moves makes one change. */
  want(policy: Policy): void;
  /** Looks again, in another language or layer. */
  look(): void;
  /** Asks for no more rounds until `wake`: the page is not seen. */
  sleep(): void;
  wake(): void;
}

/** Milliseconds between two looks, and rounds lived between them. */
const PACE: Record<Speed, { wait: number; rounds: number }> = {
  slow: { wait: 900, rounds: 1 },
  normal: { wait: 220, rounds: 1 },
  fast: { wait: 50, rounds: 1 },
  fastest: { wait: 0, rounds: 4 },
};

const WARM_STEP = 13;
const WAIT_FOR_HAND = 140;

const delay = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time));

export function runOf(app: App): Run {
  let queue: Promise<unknown> = Promise.resolve();
  let wanted: Policy | null = null;
  let timer = 0;
  let loop = 0;
  let asleep = false;

  const refuse = (error: unknown): void => app.notice.set({ text: t("refused"), detail: messageOf(error), tone: "warning" });
  const serial = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };
  const sight = (): Sight => ({ layer: app.layer(), language: language() });
  const seePolicy = (): void => {
    if (!wanted) app.policy.set(policyAt(app.core, app.plan(), app.frame()?.round ?? 0));
  };

  const advance = async (rounds: number): Promise<Frame> => {
    const frame = await app.live.ask("advance", rounds, sight());
    app.frame.set(frame);
    if (frame.round % 4 === 0 || rounds !== 1) seePolicy();
    if (frame.over) app.playing.set(false);
    return frame;
  };

  const begin = async (plan: Plan): Promise<void> => {
    const toml = tomlOf(app.core, plan);
    const geometry = await app.live.ask("open", toml);
    app.geometry.set(geometry);
    app.plan.set(plan);
    app.picked.set(app.picked());
    seePolicy();
    let frame = await advance(0);
    while (frame.round < 0) frame = await advance(Math.min(WARM_STEP, -frame.round));
    // The first week, so that there is something to tell.
    await advance(1);
  };

  const live = async (): Promise<void> => {
    const mine = ++loop;
    while (app.playing() && mine === loop && !asleep) {
      const began = performance.now();
      const pace = PACE[app.speed()];
      try {
        await serial(() => advance(pace.rounds));
      } catch (error) {
        app.playing.set(false);
        refuse(error);
      }
      await delay(Math.max(0, pace.wait - (performance.now() - began)));
    }
  };

  const reform = async (plan: Plan): Promise<void> => {
    if (identity(plan) === identity(app.plan())) return;
    await app.live.ask("reform", tomlOf(app.core, plan));
    app.plan.set(plan);
  };

  const commit = async (): Promise<void> => {
    const policy = wanted;
    if (!policy) return;
    wanted = null;
    const frame = app.frame();
    const late = app.hold() === "now" && frame?.over === true;
    const hold = late ? "start" : app.hold();
    try {
      const next = planFor(app.core, app.plan(), policy, frame?.round ?? 0, hold);
      if (hold === "now") await reform(next);
      else if (identity(next) !== identity(app.plan())) await again(next);
      if (late) app.notice.set({ text: t("late"), tone: "calm" });
    } catch (error) {
      refuse(error);
    }
    seePolicy();
  };

  const again = async (plan: Plan): Promise<void> => {
    await begin(plan);
    play();
  };

  const play = (): void => {
    if (app.frame()?.over) {
      void serial(() => again(app.plan())).catch(refuse);
      return;
    }
    app.playing.set(true);
    void live();
  };

  return {
    async open(plan) {
      try {
        await serial(() => begin(plan));
        return true;
      } catch (error) {
        refuse(error);
        return false;
      }
    },
    play,
    pause: () => app.playing.set(false),
    step() {
      app.playing.set(false);
      void serial(() => advance(1)).catch(refuse);
    },
    restart: () => void serial(() => again(app.plan())).catch(refuse),
    want(policy) {
      wanted = policy;
      app.policy.set(policy);
      clearTimeout(timer);
      timer = window.setTimeout(() => void serial(commit), WAIT_FOR_HAND);
    },
    look: () => void serial(() => advance(0)).catch(refuse),
    sleep: () => void (asleep = true),
    wake() {
      asleep = false;
      if (app.playing()) void live();
    },
  };
}
