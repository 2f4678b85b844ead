#!/usr/bin/env node
// Measures the lessons with the program and writes expected.json, so that no number in a lesson is a guess.
//
//   node web/src/lessons/measure.mjs target/release/grassroots              measures all lessons and writes expected.json
//   node web/src/lessons/measure.mjs target/release/grassroots targets      measures one of them and writes it
//   node web/src/lessons/measure.mjs target/release/grassroots --check targets   compares it with expected.json; 1 if it differs
//   ... --replicates 60                                                     prints what more replicates say; writes nothing
//   ... --toml DIR                                                          writes the scenarios of the lessons and ends

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const PLANS = JSON.parse(readFileSync(join(HERE, "plans.json"), "utf8"));
const EXPECTED = join(HERE, "expected.json");
const GUESSED = ["trust_government", "participation_rate", "solved_share"];
const REPLICATES = 20;
const ROUNDS = 208;
/** Rounds at which the curves of the difference are told. */
const POINTS = [51, 64, 77, 90, 103, 129, 155, 181, 207];

/** The classroom city under a plan. */
function toml(plan, rounds) {
  const city = `extends = "${plan.base}"\n[population]\nresidents = 1250\n[run]\nwarm_up = 156\nrounds = ${rounds}\nseed = ${plan.seed}\n`;
  const reforms = plan.reforms.map((reform) => `[[reforms]]\nround = ${reform.round}\n${tables(reform.set, "reforms.")}`);
  return city + tables(plan.start, "") + reforms.join("");
}

/** Dotted keys as tables of TOML. */
function tables(set, prefix) {
  const sections = new Map();
  for (const [key, value] of Object.entries(set)) {
    const [section, name] = key.split(".");
    sections.set(section, [...(sections.get(section) ?? []), `${name} = ${JSON.stringify(value)}\n`]);
  }
  return [...sections].map(([section, lines]) => `[${prefix}${section}]\n${lines.join("")}`).join("");
}

/** Rows of a table that the program has written; none of its cells holds a comma here. */
function rows(path) {
  const [header, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], cell])));
}

/** Six digits are more than anybody reads and the same on every machine. */
const short = (text) => Number(Number(text).toPrecision(6));

/** Compares two plans and reads what differs. */
function compare(program, kept, changed, outcomes, rounds, replicates) {
  const folder = mkdtempSync(join(tmpdir(), "lessons-"));
  try {
    writeFileSync(join(folder, "kept.toml"), toml(kept, rounds));
    writeFileSync(join(folder, "changed.toml"), toml(changed, rounds));
    const asked = [...new Set([...GUESSED, ...outcomes])];
    const options = ["--replicates", String(replicates), "--threads", "1", "--quiet", "--primary", asked.join(","), "--out", "out"];
    execFileSync(program, ["compare", "kept.toml", "changed.toml", ...options], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    return read(join(folder, "out"), asked, rounds);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(folder, asked, rounds) {
  const found = rows(join(folder, "differences.csv"));
  const arms = rows(join(folder, "arms.csv"));
  const outcomes = {};
  for (const name of asked) {
    const [column, group = "city"] = name.split(":");
    const row = found.find((one) => one.outcome === column && one.group === group);
    if (!row?.difference) continue; // a survey has no fairness of its session: nothing to tell
    const arm = arms.find((one) => one.arm === "kept" && one.outcome === column && one.group === group);
    outcomes[name] = {
      mean: short(row.difference), low: short(row.t_low), high: short(row.t_high), agree: Number(row.same_sign),
      kept: short(row.reference_mean), changed: short(row.arm_mean), spread: short(arm?.sd ?? "0"),
    };
  }
  return { outcomes, curves: curves(rows(join(folder, "differences_by_round.csv")), rounds) };
}

function curves(found, rounds) {
  const points = POINTS.filter((round) => round < rounds);
  const at = (column, round) => found.find((one) => one.outcome === column && one.group === "city" && Number(one.round) === round);
  return Object.fromEntries(GUESSED.map((column) => {
    const told = points.map((round) => at(column, round));
    const values = (name) => told.map((row) => short(row[name]));
    return [column, { rounds: points, mean: values("difference"), low: values("t_low"), high: values("t_high") }];
  }));
}

/** A lesson: its comparison, that of its first year if it asks, and those of its next steps. */
function lesson(program, id, replicates) {
  const { kept, changed, more, next, firstYear } = PLANS[id];
  const main = compare(program, kept, changed, more, ROUNDS, replicates);
  const early = firstYear ? compare(program, kept, changed, more, 104, replicates).outcomes : undefined;
  const steps = next.map((step) => ({
    outcomes: compare(program, step.kept ?? kept, step.plan, more, ROUNDS, replicates).outcomes,
    ...(step.firstYear ? { firstYear: compare(program, step.kept ?? kept, step.plan, more, 104, replicates).outcomes } : {}),
  }));
  return { ...main, ...(early ? { firstYear: early } : {}), next: steps };
}

function told(id, measured) {
  const line = ([name, one]) => {
    const clear = one.low * one.high > 0 ? "" : "  (interval holds zero)";
    return `    ${name.padEnd(32)} ${one.kept.toFixed(4)} -> ${one.changed.toFixed(4)}  ${one.mean.toFixed(5)} [${one.low.toFixed(5)}, ${one.high.toFixed(5)}] ${one.agree}${clear}`;
  };
  const block = (title, outcomes) => `  ${title}\n${Object.entries(outcomes).map(line).join("\n")}`;
  const parts = [block("after three years", measured.outcomes)];
  if (measured.firstYear) parts.push(block("in the first year", measured.firstYear));
  measured.next.forEach((step, i) => {
    parts.push(block(`next ${i + 1}`, step.outcomes));
    if (step.firstYear) parts.push(block(`next ${i + 1}, in the first year`, step.firstYear));
  });
  return `${id}\n${parts.join("\n")}`;
}

function writeTomls(folder) {
  mkdirSync(folder, { recursive: true });
  for (const [id, { kept, changed, next }] of Object.entries(PLANS)) {
    writeFileSync(join(folder, `${id}_kept.toml`), toml(kept, ROUNDS));
    writeFileSync(join(folder, `${id}_changed.toml`), toml(changed, ROUNDS));
    next.forEach((step, i) => {
      writeFileSync(join(folder, `${id}_next_${i + 1}_kept.toml`), toml(step.kept ?? kept, ROUNDS));
      writeFileSync(join(folder, `${id}_next_${i + 1}_changed.toml`), toml(step.plan, ROUNDS));
    });
  }
}

function asked(args) {
  const value = (name) => (args.includes(name) ? args.splice(args.indexOf(name), 2)[1] : undefined);
  const replicates = Number(value("--replicates") ?? REPLICATES);
  const folder = value("--toml");
  const check = args.includes("--check") && Boolean(args.splice(args.indexOf("--check"), 1));
  const [program, ...ids] = args;
  if (!program || ids.some((id) => !(id in PLANS))) {
    console.error(`usage: measure.mjs PROGRAM [--check] [--replicates N] [--toml DIR] [${Object.keys(PLANS).join("|")}]...`);
    process.exit(2);
  }
  return { program: resolve(program), ids: ids.length ? ids : Object.keys(PLANS), replicates, folder, check };
}

const { program, ids, replicates, folder, check } = asked(process.argv.slice(2));
if (folder) {
  writeTomls(folder);
} else if (check) {
  // One comparison is enough to see that the lesson still says what the program does.
  const expected = JSON.parse(readFileSync(EXPECTED, "utf8"));
  const differ = ids.filter((id) => {
    const now = compare(program, PLANS[id].kept, PLANS[id].changed, PLANS[id].more, ROUNDS, REPLICATES);
    const same = JSON.stringify(now.outcomes) === JSON.stringify(expected[id].outcomes);
    console.log(`${id}: ${same ? "as expected.json says" : "differs from expected.json; measure again"}`);
    return !same;
  });
  process.exit(differ.length ? 1 : 0);
} else {
  const measured = replicates === REPLICATES ? JSON.parse(readFileSync(EXPECTED, { encoding: "utf8", flag: "a+" }) || "{}") : {};
  for (const id of ids) {
    measured[id] = lesson(program, id, replicates);
    console.log(told(id, measured[id]));
    if (replicates === REPLICATES) writeFileSync(EXPECTED, `${JSON.stringify(measured, null, 1)}\n`);
  }
}
