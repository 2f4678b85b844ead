// Workers for whole runs, a few of them, with one queue.

import RunsWorker from "./runs?worker&inline";
import { client, type Client } from "./client";
import type { RunsHandlers } from "./runs";

type Name = keyof RunsHandlers & string;
type Job = { run: (worker: Client<RunsHandlers>) => Promise<void>; drop: () => void; group: symbol | null };

export interface Pool {
  /** Asks the next free worker. `group` lets a whole set of jobs be dropped. */
  ask<N extends Name>(name: N, given: Parameters<RunsHandlers[N]>, group?: symbol): Promise<ReturnType<RunsHandlers[N]>>;
  /** Asks before everything that waits. */
  askFirst<N extends Name>(name: N, given: Parameters<RunsHandlers[N]>): Promise<ReturnType<RunsHandlers[N]>>;
  /** Drops what waits of a group; what already runs ends in its own time. */
  drop(group: symbol): void;
  size: number;
}

/** One core is left to the page and the city on the screen, where there are more than two. */
function sizeHere(): number {
  const cores = navigator.hardwareConcurrency || 2;
  return Math.max(1, Math.min(4, cores > 2 ? cores - 1 : cores));
}

export const DROPPED = "dropped";

export function pool(module: WebAssembly.Module): Pool {
  const queue: Job[] = [];
  const free: Client<RunsHandlers>[] = [];
  const size = sizeHere();
  let begun = 0;

  const next = (): void => {
    // Workers are made when they are first needed: a page that compares nothing has none.
    if (queue.length > 0 && free.length === 0 && begun < size) {
      begun += 1;
      free.push(client<RunsHandlers>(new RunsWorker(), module));
    }
    const worker = queue.length > 0 ? free.pop() : undefined;
    if (!worker) return;
    void queue.shift()!.run(worker).finally(() => {
      free.push(worker);
      next();
    });
    next();
  };

  const job = <N extends Name>(name: N, given: Parameters<RunsHandlers[N]>, group: symbol | null, first: boolean): Promise<ReturnType<RunsHandlers[N]>> =>
    new Promise((resolve, reject) => {
      const entry: Job = { group, drop: () => reject(new Error(DROPPED)), run: (worker) => worker.ask(name, ...given).then(resolve, reject) };
      if (first) queue.unshift(entry);
      else queue.push(entry);
      next();
    });

  return {
    size,
    ask: (name, given, group) => job(name, given, group ?? null, false),
    askFirst: (name, given) => job(name, given, null, true),
    drop(group) {
      for (const entry of queue.filter((one) => one.group === group)) {
        queue.splice(queue.indexOf(entry), 1);
        entry.drop();
      }
    },
  };
}
