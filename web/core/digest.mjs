// Holds short runs in WebAssembly to the digests that they have natively: `node digest.mjs`, after `./build`.
import { readFileSync } from "node:fs";

const pkg = new URL("../src/core/pkg/", import.meta.url);
const core = await import(new URL("grassroots_web.js", pkg));
core.initSync({ module: new WebAssembly.Module(readFileSync(new URL("grassroots_web_bg.wasm", pkg))) });
for (const line of readFileSync(new URL("digests.txt", import.meta.url), "utf8").trim().split("\n")) {
  const [base, native] = line.split(" ");
  const found = core.digest(base);
  if (found !== native) {
    console.error(`${base}: natively ${native}, in WebAssembly ${found}: not the same bits`);
    process.exit(1);
  }
  console.log(`${base}: natively and in WebAssembly the same bits, ${found}`);
}
