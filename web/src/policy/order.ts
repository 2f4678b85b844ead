// Which rules stand where: by pillar, the most important ones in sight, all others behind a click.

export interface RuleGroup {
  name: "consultation" | "government" | "participation" | "collaboration" | "technology" | "leadership";
  /** Shown at once. */
  first: string[];
  /** Behind "all rules". */
  rest: string[];
}

export const RULES: RuleGroup[] = [
  { name: "consultation", first: ["consultation.format", "consultation.every", "consultation.bindingness"], rest: ["consultation.term"] },
  { name: "government", first: ["government.pressure", "government.supervision", "government.delegation", "government.deadline", "government.attempts"], rest: ["government.community_staff", "government.grid_share", "government.patrol", "government.planning"] },
  { name: "technology", first: ["technology.phone", "technology.inclusion"], rest: ["technology.cost_tech"] },
  { name: "participation", first: ["participation.publicity"], rest: [] },
  { name: "collaboration", first: ["collaboration.autonomy"], rest: ["collaboration.referral", "collaboration.responsibility"] },
  { name: "leadership", first: ["leadership.equity", "leadership.pooling", "leadership.surge"], rest: ["leadership.attention"] },
];

/** Ends of sliders that are nearer than what the core allows, so that a hand can aim. */
export const REACH: Record<string, { min?: number; max: number; step: number }> = {
  "consultation.every": { min: 2, max: 52, step: 1 },
  "consultation.term": { min: 4, max: 208, step: 4 },
  "government.deadline": { min: 1, max: 26, step: 1 },
  "government.attempts": { min: 1, max: 8, step: 1 },
  "technology.cost_tech": { max: 1, step: 0.05 },
  "leadership.attention": { max: 10, step: 0.5 },
};
