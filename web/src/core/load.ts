// From the text in the page to a compiled module, and from a module to the core.

import * as glue from "virtual:core-glue";
import type { Core } from "./api";

/** Decodes base64 by hand: the policy of the page forbids fetching a data address. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index);
  return bytes;
}

async function unzip(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return await new Response(stream).arrayBuffer();
}

/** Compiles the core. Once, in the page: workers are given the module. */
export async function compile(base64: string): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(await unzip(bytesOf(base64)));
}

/** The core, ready to be called, in a page or in a worker. */
export function instantiate(module: WebAssembly.Module): Core {
  glue.initSync({ module });
  return glue;
}
