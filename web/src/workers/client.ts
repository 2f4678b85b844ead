// The page's side of a worker.

import type { Answer, Handlers, Start } from "./protocol";

/** A worker that can be asked; answers come in the order of the questions. */
export interface Client<H extends Handlers> {
  ask<N extends keyof H & string>(name: N, ...given: Parameters<H[N]>): Promise<ReturnType<H[N]>>;
  /** Ends it; whatever is still asked fails. */
  end(): void;
}

interface Waiting {
  resolve: (value: never) => void;
  reject: (error: Error) => void;
}

function settle(waiting: Map<number, Waiting>, answer: Answer): void {
  const asked = waiting.get(answer.id);
  waiting.delete(answer.id);
  if ("error" in answer) asked?.reject(new Error(answer.error));
  else asked?.resolve(answer.value as never);
}

export function client<H extends Handlers>(worker: Worker, module: WebAssembly.Module): Client<H> {
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const fail = (why: string): void => {
    for (const asked of waiting.values()) asked.reject(new Error(why));
    waiting.clear();
  };
  worker.onmessage = (event) => settle(waiting, event.data as Answer);
  worker.onerror = (event) => fail(event.message || "the worker stopped");
  worker.postMessage({ module } satisfies Start);
  return {
    ask: (name, ...given) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve: resolve as (value: never) => void, reject });
        worker.postMessage({ id, name, given });
      }),
    end: () => {
      worker.terminate();
      fail("stopped");
    },
  };
}
