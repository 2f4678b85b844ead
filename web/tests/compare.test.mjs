import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { at, choose, close, open, pause, press, runPairs, slide, start, stop, text } from "./page.mjs";

before(start);
after(stop);

const program = process.env.GRASSROOTS;
const native = (folder, ...words) => execFileSync(program, words, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 });
const hasProgram = existsSync(program);

/** The text of a file that a click saves. */
async function saved(page, id) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, id)]);
  return readFileSync(await download.path(), "utf8");
}

test("twenty pairs give the verdicts and the code that the program gives for the files that are taken along", { skip: !hasProgram && `there is no ${program}` }, async () => {
  const page = await open();
  await pause(page);
  await choose(page, "desk-compare");
  await press(page, "keep");
  await choose(page, "desk-rules");
  await page.waitForTimeout(300);
  await slide(page, "rule-consultation.every", 4);
  await page.waitForTimeout(600);
  await choose(page, "desk-compare");
  await choose(page, "guess-participation_rate-up");
  await choose(page, "guess-solved_share-same");
  await runPairs(page, "run-pairs");
  assert.match(await text(page, "verdict-participation_rate"), /You guessed: up/);
  assert.match(await text(page, "verdict-trust_government"), /no guess/);
  const folder = mkdtempSync(join(tmpdir(), "classroom-"));
  writeFileSync(join(folder, "kept.toml"), await saved(page, "download-kept"));
  writeFileSync(join(folder, "changed.toml"), await saved(page, "download-toml"));
  const told = native(folder, "compare", "kept.toml", "changed.toml", "--replicates", "20", "--out", "found");
  await page.evaluate(() => document.querySelectorAll(".result details").forEach((details) => (details.open = true)));
  const summary = (await at(page, "summary").locator("pre").textContent()) ?? "";
  const verdicts = (all) => all.split("\n").filter((line) => line.startsWith("  ") && line.includes("["));
  assert.ok(verdicts(summary).length >= 5);
  assert.deepEqual(verdicts(told), verdicts(summary));
  const code = await at(page, "share-code").inputValue();
  assert.ok(code.length <= 200);
  writeFileSync(join(folder, "code.txt"), code);
  const merged = native(folder, "class", "code.txt", "kept.toml", "changed.toml", "--csv", "page.csv");
  assert.match(merged, /20 replicates from 1 code/);
  writeFileSync(join(folder, "native.txt"), native(folder, "class", "--codes-of", "found"));
  native(folder, "class", "native.txt", "--csv", "native.csv");
  assert.equal(readFileSync(join(folder, "page.csv"), "utf8"), readFileSync(join(folder, "native.csv"), "utf8"));
  assert.match(await saved(page, "download-differences"), /^reference,arm,outcome/);
  await close(page);
});

/** Codes of thirty blocks of three pairs in a small city, and the files of both scenarios; made by the library in the page. */
const MAKE = () => {
  const core = window.grassroots;
  const plan = (reforms) => core.toml(JSON.stringify({ base: "baseline", start: {}, reforms, seed: 1 })).replace("1250", "20").replace("156", "4").replace("208", "40");
  const [kept, changed] = [plan([]), plan([{ round: 8, set: { "budget.law": 0.15 } }])];
  const codes = [];
  for (let block = 0; block < 30; block++) {
    const judge = new core.Judge(kept, changed);
    for (let at = 0; at < 3; at++) judge.add(core.pair(kept, changed, 3 * block + at));
    codes.push(judge.code("usd"));
    judge.free();
  }
  return { kept, changed, codes };
};

test("thirty codes in any order give the numbers of one comparison, to the bit", { skip: !hasProgram && `there is no ${program}` }, async () => {
  const page = await open();
  await pause(page);
  const { kept, changed, codes } = await page.evaluate(MAKE);
  const folder = mkdtempSync(join(tmpdir(), "classroom-"));
  writeFileSync(join(folder, "kept.toml"), kept);
  writeFileSync(join(folder, "changed.toml"), changed);
  writeFileSync(join(folder, "codes.txt"), codes.toReversed().join("\n"));
  const outcomes = "trust_government,participation_rate,solved_share";
  native(folder, "compare", "kept.toml", "changed.toml", "--replicates", "90", "--primary", outcomes, "--out", "found", "--quiet");
  const rows = readFileSync(join(folder, "found/differences.csv"), "utf8").trim().split("\n").map((line) => line.split(","));
  const cell = (outcome, column) => Number(rows.find((row) => row[2] === outcome && row[3] === "city")[rows[0].indexOf(column)]);
  await press(page, "view-class");
  await at(page, "codes").fill(`${codes.slice(15).join("\n")}\nhello\n${codes[20]}\n${codes.slice(0, 15).join("\n")}\n${codes[0].slice(0, 50)}A${codes[0].slice(51)}`);
  await press(page, "merge");
  await at(page, "class-taken").waitFor();
  assert.match(await text(page, "class-taken"), /30 codes, 90 pairs/);
  const refused = await text(page, "refused");
  assert.match(refused, /Line 16: this is no code/);
  assert.match(refused, /Line 17: this code is the same as that of line 6/);
  assert.match(refused, /Line 33: this code is damaged|Line 33: this code is the same/);
  const found = JSON.parse(await page.evaluate(([all, a, b]) => window.grassroots.merge(all.join("\n"), a, b, "en"), [codes, kept, changed]));
  for (const finding of found.findings) {
    assert.equal(finding.mean, cell(finding.column, "difference"));
    assert.equal(finding.low, cell(finding.column, "t_low"));
    assert.equal(finding.high, cell(finding.column, "t_high"));
    assert.equal(finding.agree, cell(finding.column, "same_sign"));
  }
  assert.match(await text(page, "class-guesses"), /30/);
  assert.equal(await page.locator(".class-found .difference canvas").count(), 3);
  await close(page);
});

test("a lesson is gone through: watch, guess, run, why", async () => {
  const page = await open();
  await press(page, "view-lessons");
  await press(page, "lesson-staff");
  await press(page, "watch-changed");
  await page.waitForFunction(() => /\d/.test(document.querySelector("[data-testid=clock]").textContent), null, { timeout: 20_000 });
  await choose(page, "guess-trust_government-down");
  await runPairs(page, "lesson-run");
  const { trust_government: expected } = JSON.parse(readFileSync(new URL("../src/lessons/expected.json", import.meta.url), "utf8")).staff.outcomes;
  const said = await text(page, "verdict-trust_government");
  assert.ok(said.includes(expected.mean > 0 ? "+" : "-") && said.includes("20 of 20"), said);
  assert.match(said, /You guessed: down/);
  assert.equal(await at(page, "lesson-why").evaluate((details) => details.open), true);
  await close(page);
});

test("every lesson opens with its question, and has a change between its plans", async () => {
  const page = await open();
  await press(page, "view-lessons");
  const lessons = await page.locator("[data-testid=lessons] [data-testid^=lesson-]").evaluateAll((all) => all.map((one) => one.dataset.testid));
  assert.equal(lessons.length, 6);
  for (const lesson of lessons) {
    await press(page, lesson);
    assert.ok((await page.locator(".question").textContent()).length > 30, lesson);
    await press(page, "watch-kept");
    await at(page, "ghost-trust_government").filter({ hasText: /\d/ }).waitFor({ timeout: 30_000 });
    await press(page, "lessons-all");
  }
  await close(page);
});
