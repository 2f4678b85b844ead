// Brings the core into the bundle: its WebAssembly as gzip in base64, and the glue that wasm-bindgen wrote for it.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const PKG = fileURLToPath(new URL("../src/core/pkg/", import.meta.url));
const GLUE = `${PKG}grassroots_web.js`;
const WASM = `${PKG}grassroots_web_bg.wasm`;

/** Whether the core has been built. */
const built = (): boolean => existsSync(GLUE) && existsSync(WASM);

/** A modifier of gzip's header, which says on which system it was written: the page must not depend on that. */
function zipped(bytes: Buffer): Buffer {
  const zip = gzipSync(bytes, { level: 9 });
  zip[9] = 255;
  return zip;
}

/** `virtual:core-bytes` is the WebAssembly, `virtual:core-glue` the functions around it. */
export function core(): Plugin {
  return {
    name: "classroom-core",
    enforce: "pre",
    buildStart() {
      if (!built()) this.error("the core is missing: web/core/build makes it in web/src/core/pkg");
    },
    resolveId(id) {
      if (id === "virtual:core-bytes") return `\0${id}`;
      if (id === "virtual:core-glue") return GLUE;
      return null;
    },
    load(id) {
      if (id !== "\0virtual:core-bytes") return null;
      return `export default ${JSON.stringify(zipped(readFileSync(WASM)).toString("base64"))};`;
    },
    transform(code, id) {
      // The glue can load its file by address; the page never does, and Vite would put the file in a second time.
      if (id !== GLUE) return null;
      return { code: code.replace(/new URL\([^)]*import\.meta\.url\)/g, "undefined"), map: null };
    },
  };
}
