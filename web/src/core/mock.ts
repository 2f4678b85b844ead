// A stand-in for the core while the page is built: it looks like a city and means nothing. Never part of the page that is shipped.

import type { Band, Body, Card, City as CityType, ClassFound, ColumnInfo, Declaration, Entry, Finding, Geometry, Judge as JudgeType, Layer, Plan, Shipped, Value } from "./api";
import { GUESSED } from "./api";

const files = import.meta.glob("../../../scenarios/*.toml", { query: "?raw", import: "default", eager: true }) as Record<string, string>;
const baseline = files["../../../scenarios/baseline.toml"] ?? "";

function parseValue(text: string): Value {
  if (text === "true" || text === "false") return text === "true";
  return text.startsWith('"') ? text.slice(1, -1) : Number(text);
}

/** Keys of policy with their comments. */
function declared(): Declaration[] {
  const found: Declaration[] = [];
  let section = "";
  let comment = "";
  for (const line of baseline.split("\n")) {
    const head = /^\[(.*)\]$/.exec(line);
    if (head) section = head[1]!;
    if (line.startsWith("# ")) comment = line.slice(2);
    const entry = /^([a-z_]+) = (.*)$/.exec(line);
    const told = /^(.*) \[(.*?); (.*?); policy(;.*)?\]$/.exec(comment);
    if (!entry || !told) continue;
    const range = /from ([\d.-]+) to ([\d.-]+)/.exec(told[3]!);
    const names = /one of (.*)/.exec(told[3]!)?.[1]?.split(", ");
    const kind = names ? "names" : told[3]!.includes("whole") ? "whole" : "real";
    found.push({
      key: `${section}.${entry[1]}`, section, meaning: told[1]!, unit: told[2]!, kind, value: parseValue(entry[2]!), price: kind === "names" ? null : "work of the offices",
      ...(range ? { min: Number(range[1]), max: Number(range[2]) } : {}), ...(names ? { names } : {}),
    });
  }
  return found;
}

const DECLARED = declared();

function shippedPolicy(name: string): Record<string, Value> {
  const policy: Record<string, Value> = Object.fromEntries(DECLARED.map((declaration) => [declaration.key, declaration.value]));
  let section = "";
  for (const line of (files[`../../../scenarios/${name}.toml`] ?? "").split("\n")) {
    const head = /^\[+(.*?)\]+$/.exec(line);
    if (head) section = head[1]!;
    const entry = /^([a-z_]+) = (.*?)( *#.*)?$/.exec(line);
    if (entry && `${section}.${entry[1]}` in policy) policy[`${section}.${entry[1]}`] = parseValue(entry[2]!);
  }
  return policy;
}

export function initSync(): void {}
export const version = () => "0.0.0-mock";
export const declarations = () => JSON.stringify(DECLARED);

export function columns(language: string): string {
  const zh = language === "zh";
  const list: ColumnInfo[] = [
    { name: "trust_government", title: zh ? "对政府的信任" : "Trust in government", meaning: "", unit: "level 0-1", shareOf: null, primary: true },
    { name: "participation_rate", title: zh ? "参与率" : "Participation rate", meaning: "", unit: "share", shareOf: "residents", primary: true },
    { name: "solved_share", title: zh ? "解决比例" : "Solved share", meaning: "", unit: "share", shareOf: "needs", primary: true },
  ];
  return JSON.stringify(list);
}

export function shipped(): string {
  const list: Shipped[] = Object.entries(files).map(([path, text]) => ({ name: path.split("/").pop()!.replace(".toml", ""), description: /description = "(.*?)"/.exec(text)?.[1] ?? "" }));
  return JSON.stringify(list);
}

export function toml(plan: string): string {
  check(`# mock\n${plan}`);
  return `# mock\n${plan}`;
}

const planOf = (text: string): Plan => JSON.parse(text.replace(/^# .*\n/gm, "")) as Plan;

export function check(text: string): void {
  try {
    const plan = planOf(text);
    policyOf(plan, 1000);
  } catch (error) {
    throw new Error(`error: this is not a scenario\n${String(error)}`);
  }
}

function lay(policy: Record<string, Value>, set: Record<string, Value>): Record<string, Value> {
  const next = { ...policy, ...set };
  const payer = `budget.${next["budget.payer"]}`;
  const shares = Object.keys(next).filter((key) => key.startsWith("budget.") && key !== "budget.payer" && key !== "budget.per_resident");
  const rest = 1 - shares.filter((key) => key !== payer).reduce((sum, key) => sum + Number(next[key]), 0);
  if (rest < -1e-9) throw new Error(`error: \`${payer}\` cannot pay`);
  next[payer] = rest;
  return next;
}

function policyOf(plan: Plan, round: number): Record<string, Value> {
  let policy = lay(shippedPolicy(plan.base), plan.start);
  for (const reform of plan.reforms) if (reform.round <= round) policy = lay(policy, reform.set);
  return policy;
}

export const policy = (text: string, round: number): string => JSON.stringify(policyOf(planOf(text), round));

const hash = (a: number, b: number): number => {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 0) / 4294967296;
};

function curve(plan: Plan, column: string, length: number, replicate = 0): Float64Array {
  const base = { trust_government: 0.625, participation_rate: 0.14, solved_share: 0.757 }[column] ?? 0.5;
  const values = new Float64Array(length);
  let value = base;
  for (let round = 0; round < length; round++) {
    const now = policyOf(plan, round);
    const aim = base + Number(now["budget.law"]) - 0.05 + (Number(now["budget.consultation"]) - 0.03) * 2 - (Number(now["government.pressure"]) - 0.5) * 0.08;
    value += (aim - value) * 0.03 + (hash(plan.seed + replicate * 7919 + column.length, round) - 0.5) * 0.004;
    values[round] = value;
  }
  return values;
}

export class City implements CityType {
  #plan: Plan;
  #round = -156;
  constructor(text: string) { this.#plan = planOf(text); }
  round() { return this.#round; }
  isOver() { return this.#round >= 208; }
  step(rounds: number) { this.#round = Math.min(208, this.#round + rounds); const end = performance.now() + rounds * 3; while (performance.now() < end); }
  reform(text: string) { this.#plan = planOf(text); }
  geometry() {
    const community = { residents: 1250, grids: [417, 417, 416] };
    const geometry: Geometry = { districts: Array.from({ length: 4 }, () => ({ communities: Array.from({ length: 4 }, () => community) })), warmUp: 156, rounds: 208 };
    return JSON.stringify(geometry);
  }
  layer(name: Layer) {
    const base = { trust: 0.62, grievance: 0.026, satisfaction: 0.66, stock: 0.67, backlog: 18 }[name];
    return Float32Array.from({ length: 48 }, (_, grid) => base * (1 + (hash(grid, name.length) - 0.5) * 0.4 + 0.03 * Math.sin(this.#round / 9 + grid)));
  }
  doing() {
    const bytes = new Uint8Array(20000);
    for (let resident = 0; resident < 20000; resident++) {
      const draw = hash(resident, Math.floor((this.#round + (resident % 9)) / 9));
      bytes[resident] = draw < 0.017 ? 2 : draw < 0.09 ? 1 : 0;
    }
    return bytes;
  }
  series(column: string) { return curve(this.#plan, column, Math.max(0, this.#round)); }
  latest(column: string) { return this.series(column).at(-1) ?? Number.NaN; }
  week(language: string) { return language === "zh" ? `这一周有 ${200 + (this.#round % 30)} 位居民遇到新的困难，143 件事得到解决；两个社区举行了协商会。` : `This week ${200 + (this.#round % 30)} residents met with a new need and 143 cases were solved; two communities held a session.`; }
  resident(index: number) {
    const card: Card = { title: `Resident ${index}`, facts: [{ label: "Age", value: "43" }, { label: "Standing", value: "0.41, poorer third" }, { label: "Trust in government", value: "0.58" }], now: ["She waits for the community office: her case about housing was filed 3 weeks ago."] };
    return JSON.stringify(card);
  }
  bodies() {
    const list: Body[] = [];
    for (let district = 0; district < 4; district++) {
      for (let community = 0; community < 4; community++) list.push({ index: list.length, kind: "community_office", title: `Community office ${district + 1}.${community + 1}`, district, community, cases: 12, load: hash(list.length, this.#round) * 1.3, diligence: 0.7 });
      for (const kind of ["Housing", "Environment", "Transport", "Safety", "Care"]) list.push({ index: list.length, kind: "department", title: `${kind} department`, district, community: null, cases: 22, load: hash(list.length, this.#round), diligence: 0.6 });
      for (let organisation = 0; organisation < 3; organisation++) list.push({ index: list.length, kind: "organisation", title: `Organisation ${district * 3 + organisation + 1}`, district, community: null, cases: 4, load: 0.4, diligence: null });
    }
    return JSON.stringify(list);
  }
  body(index: number) { return JSON.stringify({ title: `Office ${index}`, facts: [{ label: "Cases in hand", value: "12" }], now: ["Four cases are late."] } satisfies Card); }
  csv() { return "round,trust_government\n0,0.62\n"; }
  digest() { return "0123456789abcdef"; }
  free() {}
}

const TITLES: Record<string, string> = { trust_government: "Trust in government", participation_rate: "Participation rate", solved_share: "Solved share (of needs)", resolution_rate: "Resolution rate (of closed cases)", satisfaction_rate: "Satisfaction rate", grievance: "Grievance" };

export class Judge implements JudgeType {
  #pairs: Float64Array[] = [];
  #kept: Plan;
  #changed: Plan;
  constructor(kept: string, changed: string) { this.#kept = planOf(kept); this.#changed = planOf(changed); }
  add(bytes: Uint8Array) { this.#pairs.push(new Float64Array(bytes.slice().buffer)); }
  count() { return this.#pairs.length; }
  #finding(column: string): Finding {
    const at = Math.max(0, GUESSED.indexOf(column as never));
    const means = this.#pairs.map((pair) => pair[at]!);
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const differs = Math.abs(mean) > 0.001;
    const points = column !== "trust_government" && column !== "grievance";
    const factor = points ? 100 : 1;
    const show = (value: number) => `${value < 0 ? "" : "+"}${(value * factor).toFixed(points ? 2 : 4)}`;
    return { column, text: `${TITLES[column]}: ${show(mean)}${points ? " points" : ""} [${show(mean - 0.001)}, ${show(mean + 0.001)}], ${means.length} of ${means.length} seeds agree, Holm p < 0.001`, finding: differs ? "differs" : "unclear", mean, low: mean - 0.001, high: mean + 0.001, agree: means.length, replicates: means.length, factor, unit: points ? "points" : "" };
  }
  verdicts() { return JSON.stringify({ findings: Object.keys(TITLES).map((column) => this.#finding(column)), summary: "changed against kept\n  What changed together: ...", replicates: this.#pairs.length }); }
  figure(name: string) { return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 200" width="600" height="200"><rect width="600" height="200" fill="#fff"/><line x1="300" x2="300" y1="20" y2="180" stroke="#888"/><text x="20" y="100">${name}</text></svg>`; }
  fan(column: string, arm: 0 | 1) { return three(curve(arm ? this.#changed : this.#kept, column, 208), 0.01); }
  difference(column: string) {
    const kept = curve(this.#kept, column, 208);
    return three(curve(this.#changed, column, 208).map((value, round) => value - kept[round]!), 0.002);
  }
  csv() { return "arm,outcome\n"; }
  code(guesses: string) { return `GC1.mock.${guesses}.${this.#pairs.length}`; }
  free() {}
}

function three(mean: Float64Array, half: number): Float64Array {
  const all = new Float64Array(mean.length * 3);
  const band: Band = { mean, low: mean.map((value) => value - half), high: mean.map((value) => value + half) };
  all.set(band.mean, 0); all.set(band.low, mean.length); all.set(band.high, mean.length * 2);
  return all;
}

export function pair(kept: string, changed: string, replicate: number): Uint8Array {
  const end = performance.now() + 300;
  while (performance.now() < end);
  const values = GUESSED.map((column) => {
    const a = curve(planOf(kept), column, 208, replicate).slice(-52);
    const b = curve(planOf(changed), column, 208, replicate).slice(-52);
    return b.reduce((sum, value, index) => sum + value - a[index]!, 0) / 52;
  });
  return new Uint8Array(new Float64Array(values).buffer);
}

export function story(_text: string, resident: number, before: number): string {
  const entries: Entry[] = Array.from({ length: 14 }, (_, index) => ({ round: -40 + index * 9, text: index % 2 ? "The community office solved it; her trust in government rose from 0.56 to 0.58." : `She needed help with housing (resident ${resident}). She could wait, ask neighbours, or ask the community office; she asked the office, because it seemed most worth the trouble.` }));
  return JSON.stringify(entries.filter((entry) => entry.round < before));
}

export const find = (_text: string, what: string): string => JSON.stringify({ resident: what.length * 1000, why: "She asked 14 times." });

export function merge(codes: string): string {
  const judge = new Judge(toml('{"base":"baseline","start":{},"reforms":[],"seed":1}'), toml('{"base":"baseline","start":{"budget.law":0.08},"reforms":[],"seed":1}'));
  const lines = codes.split("\n").map((text, index) => ({ text: text.trim(), line: index + 1 })).filter(({ text }) => text !== "");
  for (let replicate = 0; replicate < 3; replicate++) judge.add(new Uint8Array(new Float64Array([0.012, 0.01, 0.0002]).buffer));
  const found: ClassFound = {
    codes: lines.filter(({ text }) => text.startsWith("GC1")).length, replicates: 60, refused: lines.filter(({ text }) => !text.startsWith("GC1")).map(({ line }) => ({ line, why: "this is not a share code" })), blocks: [[0, 19], [20, 39], [40, 59]],
    findings: (JSON.parse(judge.verdicts()) as { findings: Finding[] }).findings, summary: "…",
    guesses: Object.fromEntries(GUESSED.map((column) => [column, { up: 2, same: 1, down: 0 }])),
    stretches: Object.fromEntries(GUESSED.map((column) => [column, { mean: Array.from({ length: 10 }, (_, i) => i / 1000), low: Array.from({ length: 10 }, (_, i) => i / 1000 - 0.001), high: Array.from({ length: 10 }, (_, i) => i / 1000 + 0.001) }])),
  };
  return JSON.stringify(found);
}
