// The teacher's page.

import type { Teacher } from "./types";

export const TEACHER: Teacher = {
  title: { en: "For teachers", zh: "教师手册" },
  lead: [],
  start: [],
  timetables: [],
  codes: { id: "codes", title: { en: "A class is a cluster", zh: "全班就是一台计算集群" }, paragraphs: [] },
  reading: { id: "reading", title: { en: "How to read a verdict", zh: "怎样读懂比较结论" }, paragraphs: [] },
  lessons: [],
  limits: { id: "limits", title: { en: "What the model cannot say", zh: "模型不能告诉我们什么" }, paragraphs: [] },
  literature: [],
};
