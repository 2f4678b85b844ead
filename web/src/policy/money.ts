// The budget as nine sliders. What one gets more, the payer gets less, and is seen to.

import type { App } from "../state/app";
import type { Run } from "../city/run";
import { h, refill } from "../ui/dom";
import { t } from "../ui/language";
import { percent } from "../ui/numbers";
import type { Scope } from "../ui/signal";
import { budgetOf, move, payerOf, SHARES, toPolicy, type Budget, type Share } from "./budget";

/** The right end of all sliders, so that their lengths can be compared. */
const MOST = 0.6;
const STEP = 0.005;

interface Row {
  share: Share;
  element: HTMLElement;
  slider: HTMLInputElement;
  value: HTMLElement;
  moved: HTMLElement;
}

/** How much the payer has given or taken since the hand was laid on the slider. */
function payerMove(row: Row, by: number): void {
  row.moved.textContent = by === 0 ? "" : `${by > 0 ? "+" : "\u2212"}${percent(Math.abs(by))}`;
  row.moved.classList.toggle("shows", by !== 0);
}

function row(share: Share, name: string, asked: (to: number) => void): Row {
  const id = `money-${share}`;
  const slider = h("input", { type: "range", id, min: 0, max: MOST, step: STEP, test: `slider-${share}`, "aria-describedby": `${id}-what` });
  slider.addEventListener("input", () => asked(Number(slider.value)));
  const value = h("output", { class: "money-value", for: id, test: `share-${share}` });
  const moved = h("span", { class: "money-moved", "aria-hidden": "true" });
  const element = h(
    "div",
    { class: "money-row", test: `money-${share}` },
    h("label", { class: "money-name", for: id }, name, h("span", { class: "money-pays", text: t("money.pays") })),
    h("span", { class: "money-figures" }, moved, value),
    slider,
    h("p", { class: "money-what", id: `${id}-what`, text: t(`money.${share}.what`) }),
  );
  return { share, element, slider, value, moved };
}

function show(rows: Row[], budget: Budget, payer: Share): void {
  for (const one of rows) {
    const share = budget[one.share];
    one.slider.max = String(Math.max(MOST, Math.ceil(share * 20) / 20));
    one.slider.value = String(share);
    one.slider.style.setProperty("--at", `${Math.min(100, (share / Number(one.slider.max)) * 100)}%`);
    one.slider.setAttribute("aria-valuetext", percent(share));
    one.value.textContent = percent(share);
    one.element.classList.toggle("pays", one.share === payer);
    one.slider.disabled = one.share === payer;
  }
}

/** All shares as parts of one bar. */
function bar(budget: Budget, payer: Share): HTMLElement {
  const parts = SHARES.map((share) => h("span", { class: share === payer ? "part pays" : "part", style: `flex-grow:${Math.max(0, budget[share])}`, title: `${t(`money.${share}`)} ${percent(budget[share])}` }));
  return h("div", { class: "money-bar", "aria-hidden": "true" }, ...parts);
}

function payers(app: App, run: Run): HTMLSelectElement {
  const select = h("select", { id: "payer", test: "payer" }, ...SHARES.map((share) => h("option", { value: share, text: t(`money.${share}`) })));
  select.addEventListener("change", () => run.want({ ...app.policy(), "budget.payer": select.value }));
  return select;
}

function total(app: App, run: Run): { element: HTMLElement; show: () => void } {
  const slider = h("input", { type: "range", id: "money-total", min: 0.5, max: 1.5, step: 0.05, test: "slider-total", "aria-describedby": "money-total-what" });
  const value = h("output", { class: "money-value", for: "money-total", test: "share-total" });
  slider.addEventListener("input", () => run.want({ ...app.policy(), "budget.per_resident": Number(slider.value) }));
  const element = h("div", { class: "money-row total" }, h("label", { class: "money-name", for: "money-total", text: t("money.total") }), h("span", { class: "money-figures" }, value), slider, h("p", { class: "money-what", id: "money-total-what", text: t("money.total.what") }));
  return {
    element,
    show() {
      const now = Number(app.policy()["budget.per_resident"] ?? 1);
      slider.max = String(Math.max(1.5, now));
      slider.min = String(Math.min(0.5, now));
      slider.value = String(now);
      slider.style.setProperty("--at", `${((now - Number(slider.min)) / (Number(slider.max) - Number(slider.min))) * 100}%`);
      value.textContent = percent(now);
      slider.setAttribute("aria-valuetext", percent(now));
    },
  };
}

export function moneyView(app: App, run: Run, scope: Scope): HTMLElement {
  let held: Budget | null = null;
  let timer = 0;
  const spoken = h("p", { class: "unseen", role: "status", test: "money-spoken" });
  const short = h("p", { class: "money-short", role: "status", hidden: true, text: "" });

  const letGo = (): void => {
    held = null;
    for (const one of rows) payerMove(one, 0);
    short.hidden = true;
  };
  const asked = (share: Share, to: number): void => {
    const before = budgetOf(app.policy());
    const payer = payerOf(app.policy());
    held ??= before;
    const after = move(before, share, to, payer);
    const paid = rows.find((one) => one.share === payer)!;
    run.want({ ...app.policy(), ...toPolicy(after) });
    show(rows, after, payer);
    payerMove(paid, Math.round((after[payer] - held[payer]) * 10_000) / 10_000);
    short.hidden = after[share] >= to - 1e-9;
    short.textContent = short.hidden ? "" : t("money.short", { payer: t(`money.${payer}`) });
    spoken.textContent = t("money.spoken", { share: t(`money.${share}`), value: percent(after[share]), payer: t(`money.${payer}`), rest: percent(after[payer]) });
    clearTimeout(timer);
    timer = window.setTimeout(letGo, 2600);
  };
  const rows: Row[] = SHARES.map((share) => row(share, t(`money.${share}`), (to) => asked(share, to)));
  const select = payers(app, run);
  const all = total(app, run);
  const stack = h("div");
  scope.watch([app.policy], () => {
    const payer = payerOf(app.policy());
    show(rows, budgetOf(app.policy()), payer);
    refill(stack, bar(budgetOf(app.policy()), payer));
    select.value = payer;
    all.show();
  });
  scope.last(() => clearTimeout(timer));
  return h(
    "div",
    { class: "money", test: "money" },
    h("p", { class: "desk-lead", text: t("money.lead") }),
    stack,
    ...rows.map((one) => one.element),
    short,
    h("p", { class: "money-payer" }, h("label", { for: "payer", text: t("money.payer") }), select),
    all.element,
    spoken,
  );
}
