// The six guided lessons, in the order in which they are taught.

import { CONSULTATION } from "./consultation";
import { STAFF } from "./staff";
import { TARGETS } from "./targets";
import type { Lesson } from "./types";

export const LESSONS: Lesson[] = [STAFF, CONSULTATION, TARGETS];
