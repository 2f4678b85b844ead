import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { GUESSED } from "../core/api";
import { TEACHER } from "../teacher";
import { LESSONS } from ".";
import { REFERENCES } from "./references";
import type { Text } from "./types";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

/** All texts in something, however deep. */
function texts(of: unknown): Text[] {
  if (Array.isArray(of)) return of.flatMap(texts);
  if (of === null || typeof of !== "object") return [];
  if ("en" in of && "zh" in of) return [of as Text];
  return Object.values(of).flatMap(texts);
}

test("there are six lessons and notes on each of them", () => {
  expect(LESSONS.map((lesson) => lesson.id)).toEqual(["staff", "consultation", "targets", "divide", "crisis", "forum"]);
  expect(TEACHER.lessons.map((notes) => notes.lesson)).toEqual(LESSONS.map((lesson) => lesson.id));
});

test("every text is there in both languages", () => {
  for (const text of texts([LESSONS, TEACHER])) {
    expect(text.en.trim(), text.zh).not.toBe("");
    expect(text.zh, text.en).toMatch(/[\u4e00-\u9fff]/u);
    expect(text.en, "English holds no Chinese").not.toMatch(/[\u4e00-\u9fff]/u);
  }
});

test("both languages of a text tell the same differences", () => {
  const numbers = (text: string): string[] => [...new Set(text.match(/[-+]\d+(\.\d+)?/g) ?? [])].sort();
  for (const text of texts([LESSONS, TEACHER])) expect(numbers(text.zh), text.en).toEqual(numbers(text.en));
});

test("a guess is right that its interval allows", () => {
  for (const lesson of LESSONS) {
    for (const outcome of GUESSED) {
      const { guess, mean, low, high, agree } = lesson.expected[outcome];
      expect(low).toBeLessThan(mean);
      expect(high).toBeGreaterThan(mean);
      expect(guess).toBe(low > 0 ? "up" : high < 0 ? "down" : "same");
      expect(agree).toBeLessThanOrEqual(20);
    }
  }
});

test("the table for teachers says what was measured", () => {
  const page = read("docs/classroom.md");
  for (const lesson of LESSONS) {
    const row = page.split("\n").find((line) => line.startsWith(`| ${lesson.title.en} |`))?.split("|") ?? [];
    const told = row.slice(4, 7).map(Number);
    const factors = [1, 100, 100];
    const digits = [3, 1, 1];
    const measured = GUESSED.map((outcome, at) => Number((lesson.expected[outcome].mean * (factors[at] ?? 1)).toFixed(digits[at])));
    expect(told, lesson.id).toEqual(measured);
  }
});

test("what is cited is in the references of the model", () => {
  const model = read("docs/model.md").replace(/[*]/g, "").replace(/\s+/g, " ");
  for (const reference of REFERENCES) expect(model).toContain(reference);
  for (const lesson of LESSONS) for (const reference of lesson.literature) expect(REFERENCES).toContain(reference);
});

test("a timetable leaves no minute out", () => {
  for (const { stretches } of TEACHER.timetables) {
    expect(stretches[0]?.from).toBe(0);
    stretches.slice(1).forEach((stretch, at) => expect(stretch.from).toBe(stretches[at]?.to));
  }
  expect(TEACHER.timetables.map((table) => table.stretches.at(-1)?.to)).toEqual([10, 45]);
});
