// The six guided lessons, in the order in which they are taught.

import { CONSULTATION } from "./consultation";
import { CRISIS } from "./crisis";
import { DIVIDE } from "./divide";
import { FORUM } from "./forum";
import { STAFF } from "./staff";
import { TARGETS } from "./targets";
import type { Lesson } from "./types";

export const LESSONS: Lesson[] = [STAFF, CONSULTATION, TARGETS, DIVIDE, CRISIS, FORUM];
