declare module "virtual:core-bytes" {
  /** The WebAssembly, gzip-compressed, in base64. */
  const bytes: string;
  export default bytes;
}

declare module "virtual:core-glue" {
  import type { City, Judge } from "./core/api";
  /** What wasm-bindgen writes for the core: see `Core` in core/api.ts. */
  export function initSync(options: { module: WebAssembly.Module }): unknown;
  export const City: new (toml: string) => City;
  export const Judge: new (kept: string, changed: string) => Judge;
  export function version(): string;
  export function declarations(language: string): string;
  export function columns(language: string): string;
  export function shipped(language: string): string;
  export function toml(plan: string): string;
  export function opened(text: string): string;
  export function policy(toml: string, round: number): string;
  export function check(toml: string): void;
  export function pair(kept: string, changed: string, replicate: number): Uint8Array;
  export function story(toml: string, resident: number, before: number, language: string): string;
  export function find(toml: string, what: string, language: string): string;
  export function merge(codes: string, kept: string, changed: string, language: string): string;
}
