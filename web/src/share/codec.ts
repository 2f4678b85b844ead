// The state of the page as a short text: for the address, and to copy and paste. A version, what it says, and a checksum.

import type { Language, Layer, Plan, Reform, Value } from "../core/api";

/** What travels. */
export interface Shared {
  plan: Plan;
  /** The run that was kept, if any. */
  kept: Plan | null;
  /** Short name of the lesson that is open. */
  lesson: string | null;
  language: Language | null;
  layer: Layer | null;
}

export type Fault = "empty" | "foreign" | "version" | "damaged";

const MARK = "gr";
const VERSION = "1";
/** Longer texts are not of this page. */
const LONGEST = 20_000;

/** FNV-1a over bytes, seven characters in base 36. */
function checksum(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(36).padStart(7, "0");
}

function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function fromBase64(code: string): string {
  const bytes = Uint8Array.from(atob(code.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

type Short = { b: string; s?: Record<string, Value>; r?: [number, Record<string, Value>][]; e?: number };

function short(plan: Plan): Short {
  const reforms = plan.reforms.map((reform): [number, Record<string, Value>] => [reform.round, reform.set]);
  return { b: plan.base, ...(Object.keys(plan.start).length > 0 ? { s: plan.start } : {}), ...(reforms.length > 0 ? { r: reforms } : {}), ...(plan.seed !== 1 ? { e: plan.seed } : {}) };
}

export function encode(shared: Shared): string {
  const body = toBase64(JSON.stringify({ p: short(shared.plan), ...(shared.kept ? { k: short(shared.kept) } : {}), ...(shared.lesson ? { l: shared.lesson } : {}), ...(shared.language ? { g: shared.language } : {}), ...(shared.layer ? { y: shared.layer } : {}) }));
  return `${MARK}${VERSION}.${body}.${checksum(body)}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);

function setOf(value: unknown): Record<string, Value> | null {
  if (!isRecord(value)) return null;
  const fine = Object.values(value).every((one) => typeof one === "string" || typeof one === "boolean" || (typeof one === "number" && Number.isFinite(one)));
  return fine ? (value as Record<string, Value>) : null;
}

function reformOf(value: unknown): Reform | null {
  if (!Array.isArray(value) || !Number.isSafeInteger(value[0]) || value[0] < 0) return null;
  const set = setOf(value[1]);
  return set && { round: value[0] as number, set };
}

function planOf(value: unknown): Plan | null {
  if (!isRecord(value) || typeof value.b !== "string") return null;
  const start = setOf(value.s ?? {});
  const reforms = Array.isArray(value.r ?? []) ? ((value.r ?? []) as unknown[]).map(reformOf) : [null];
  const seed = value.e ?? 1;
  if (!start || reforms.includes(null) || typeof seed !== "number" || !Number.isSafeInteger(seed) || seed < 0) return null;
  return { base: value.b, start, reforms: reforms as Reform[], seed };
}

const LAYERS: readonly string[] = ["trust", "backlog", "stock", "grievance", "satisfaction"] satisfies Layer[];

function sharedOf(value: unknown): Shared | null {
  if (!isRecord(value)) return null;
  const plan = planOf(value.p);
  const kept = value.k === undefined ? null : planOf(value.k);
  if (!plan || (value.k !== undefined && !kept)) return null;
  return {
    plan,
    kept,
    lesson: typeof value.l === "string" ? value.l : null,
    language: value.g === "en" || value.g === "zh" ? value.g : null,
    layer: typeof value.y === "string" && LAYERS.includes(value.y) ? (value.y as Layer) : null,
  };
}

/** Reads a code, an address that ends in one, or either with space around it. */
export function decode(given: string): Shared | Fault {
  const text = given.trim().replace(/^[^#]*#/, "").replace(/\s+/g, "");
  if (text === "") return "empty";
  const parts = /^gr(\d+)\.([A-Za-z0-9_-]+)\.([0-9a-z]+)$/.exec(text);
  if (text.length > LONGEST || !text.startsWith(MARK)) return "foreign";
  if (!parts) return "damaged";
  if (parts[1] !== VERSION) return "version";
  if (checksum(parts[2]!) !== parts[3]) return "damaged";
  try {
    return sharedOf(JSON.parse(fromBase64(parts[2]!))) ?? "damaged";
  } catch {
    return "damaged";
  }
}
