// What the teacher's page is made of.

import type { Text } from "../lessons/types";

/** A question to the class, with an answer that is good enough. */
export interface Question {
  question: Text;
  answer: Text;
}

/** A part of a lesson plan. */
export interface Stretch {
  /** Minutes from the start, inclusive and exclusive. */
  from: number;
  to: number;
  text: Text;
}

export interface Timetable {
  title: Text;
  /** For whom, with what in mind. */
  aim: Text;
  stretches: Stretch[];
}

/** What the teacher wants to know about a lesson, beside what the lesson itself says. */
export interface LessonNotes {
  /** `id` of the lesson. */
  lesson: string;
  /** What pupils are to take home, a sentence. */
  point: Text;
  /** What pupils often think first. */
  misconception: Text;
  questions: Question[];
  /** What the curves do over the rounds, in words; numbers are in the lesson's `expected` and `more`. */
  curves: Text;
}

/** A section of the page: paragraphs under a heading. */
export interface Section {
  id: string;
  title: Text;
  paragraphs: Text[];
  /** Commands to type, if any. */
  commands?: string[];
}

export interface Teacher {
  title: Text;
  /** A paragraph or two before everything. */
  lead: Text[];
  /** How to start, in a minute; steps. */
  start: Text[];
  timetables: Timetable[];
  /** How to collect codes from a class. */
  codes: Section;
  /** How to read a verdict. */
  reading: Section;
  lessons: LessonNotes[];
  /** What the model cannot say. */
  limits: Section;
  /** Full references, alphabetically. */
  literature: string[];
}
