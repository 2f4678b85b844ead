// Requests and answers between the page and its workers: every request has a number, and its answer or its error has the same.

/** What a worker can do: names of requests, with what they take and give. */
export type Handlers = Record<string, (...given: never[]) => unknown>;

export type Request = { id: number; name: string; given: unknown[] };
export type Answer = { id: number; value: unknown } | { id: number; error: string };
/** The first message to every worker. */
export type Start = { module: WebAssembly.Module };

/** The message of an error, for people. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
