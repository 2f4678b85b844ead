// The six guided lessons, in the order in which they are taught.

import type { Lesson } from "./types";

export const LESSONS: Lesson[] = [];
