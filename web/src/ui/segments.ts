// A choice of a few, side by side: radio buttons that look like one control.

import { h } from "./dom";
import type { Scope, Signal } from "./signal";

export interface Choice<T extends string> {
  value: T;
  label: string;
  /** A longer text for those who point at it. */
  title?: string;
}

let last = 0;

export function segments<T extends string>(scope: Scope, legend: string, choices: Choice<T>[], value: Signal<T>, test: string): HTMLElement {
  const name = `choice-${++last}`;
  const inputs = choices.map((choice) => h("input", { type: "radio", name, value: choice.value, test: `${test}-${choice.value}`, on: { change: () => value.set(choice.value) } }));
  scope.watch([value], () => {
    choices.forEach((choice, at) => (inputs[at]!.checked = choice.value === value()));
  });
  const labels = choices.map((choice, at) => h("label", { title: choice.title }, inputs[at]!, h("span", { text: choice.label })));
  return h("fieldset", { class: "segments", test }, h("legend", { text: legend }), h("div", { class: "segments-row" }, ...labels));
}
