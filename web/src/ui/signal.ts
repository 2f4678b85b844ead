// A value that tells when it changes, and a scope that forgets listeners together.

export interface Signal<T> {
  (): T;
  set(value: T): void;
  /** Calls back after each change; gives a function that ends this. */
  on(listener: (value: T) => void): () => void;
}

export function signal<T>(first: T): Signal<T> {
  let value = first;
  const listeners = new Set<(value: T) => void>();
  const read = (): T => value;
  return Object.assign(read, {
    set(next: T): void {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener(next);
    },
    on(listener: (value: T) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
}

/** What belongs to a piece of the page and ends with it. */
export interface Scope {
  /** Runs it now and after each change of a signal. */
  watch(signals: Pick<Signal<unknown>, "on">[], run: () => void): void;
  /** To be called at the end. */
  last(run: () => void): void;
  end(): void;
}

export function scope(): Scope {
  const ends: (() => void)[] = [];
  return {
    watch(signals, run) {
      run();
      for (const one of signals) ends.push(one.on(run));
    },
    last: (run) => void ends.push(run),
    end() {
      for (const run of ends.splice(0)) run();
    },
  };
}
