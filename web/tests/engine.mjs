// What every browser is asked, by a way to run a script in the page: the body of an async function.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const WEEK = "/\\d/.test(document.querySelector('[data-testid=clock]')?.textContent ?? '')";

export async function checkedIn(name, run) {
  await run(`for (let wait = 0; wait < 600 && !(${WEEK}); wait++) await new Promise((go) => setTimeout(go, 100)); if (!(${WEEK})) throw new Error("the city does not live");`);
  for (const line of readFileSync(new URL("../core/digests.txt", import.meta.url), "utf8").trim().split("\n")) {
    const [base, native] = line.split(" ");
    assert.equal(await run(`return window.grassroots.digest("${base}");`), native, `${name}: ${base}`);
  }
  const pairs = await run(`
    const press = (id) => document.querySelector('[data-testid="' + id + '"]').click();
    press("view-lessons"); press("lesson-targets");
    document.querySelector('[data-testid="number"]').value = "2";
    press("lesson-run");
    for (let wait = 0; wait < 1000 && !document.querySelector('[data-testid="verdicts"]'); wait++) await new Promise((go) => setTimeout(go, 100));
    press("language-zh");
    await new Promise((go) => setTimeout(go, 1500));
    return [document.querySelectorAll('[data-testid="verdicts"] li').length, document.documentElement.lang, document.querySelector('[data-testid="share-code"]')?.value.length ?? 0];`);
  assert.deepEqual(pairs, [3, "zh-Hans", 192]);
  console.log(`${name}: the page lives, has the bits of native runs, and runs pairs to their verdict`);
}
