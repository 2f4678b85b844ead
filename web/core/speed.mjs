// How long the classroom's city takes in WebAssembly: `node speed.mjs`, after `./build`.
import { readFileSync } from "node:fs";

const pkg = new URL("../src/core/pkg/", import.meta.url);
const core = await import(new URL("grassroots_web.js", pkg));
core.initSync({ module: new WebAssembly.Module(readFileSync(new URL("grassroots_web_bg.wasm", pkg))) });
const text = core.toml(JSON.stringify({ base: "baseline", start: {}, reforms: [], seed: 1 }));
for (let run = 0; run < 5; run++) {
  const begun = performance.now();
  const city = new core.City(text);
  city.step(364);
  console.log(`${(performance.now() - begun).toFixed(0)} ms for 364 rounds of 20,000 residents`);
  city.free();
}
