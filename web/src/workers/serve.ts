// The worker's side: answers requests one after the other.

import type { Core } from "../core/api";
import { instantiate } from "../core/load";
import { messageOf, type Answer, type Handlers, type Request, type Start } from "./protocol";

type Scope = { onmessage: ((event: MessageEvent) => void) | null; postMessage: (message: unknown, transfer?: Transferable[]) => void };

/** Buffers of an answer that can be handed over instead of copied. */
function buffers(value: unknown): Transferable[] {
  const parts = value !== null && typeof value === "object" && !ArrayBuffer.isView(value) ? Object.values(value) : [value];
  const found = parts.filter((part) => ArrayBuffer.isView(part)).map((part) => part.buffer as ArrayBuffer);
  return [...new Set(found)];
}

function answer(handlers: Handlers, request: Request): Answer {
  const handler = handlers[request.name];
  if (!handler) return { id: request.id, error: `no such request: ${request.name}` };
  try {
    return { id: request.id, value: handler(...(request.given as never[])) };
  } catch (error) {
    return { id: request.id, error: messageOf(error) };
  }
}

/** Waits for the module, then answers. */
export function serve(make: (core: Core) => Handlers): void {
  const scope = self as unknown as Scope;
  let handlers: Handlers = {};
  scope.onmessage = (event) => {
    const message = event.data as Start | Request;
    if ("module" in message) {
      handlers = make(instantiate(message.module));
      return;
    }
    const answered = answer(handlers, message);
    scope.postMessage(answered, "value" in answered ? buffers(answered.value) : []);
  };
}
