// Makes elements.

export type Child = Node | string | null | undefined | false;

export interface Given {
  class?: string;
  id?: string;
  /** `data-testid`, stable, for tests and for keeping the focus. */
  test?: string;
  text?: string;
  on?: Partial<{ [K in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[K]) => void }>;
  /** Other attributes; false or undefined leaves one out, true gives an empty one. */
  [attribute: string]: unknown;
}

function set(element: Element, name: string, value: unknown): void {
  if (value === undefined || value === false || value === null) return;
  element.setAttribute(name, value === true ? "" : String(value));
}

export function h<K extends keyof HTMLElementTagNameMap>(tag: K, given: Given = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  const { class: name, test, text, on, ...rest } = given;
  set(element, "class", name);
  set(element, "data-testid", test);
  if (text !== undefined) element.textContent = text;
  for (const [event, listener] of Object.entries(on ?? {})) element.addEventListener(event, listener as EventListener);
  for (const [attribute, value] of Object.entries(rest)) set(element, attribute, value);
  fill(element, ...children);
  return element;
}

/** Puts children at the end of an element. */
export function fill(element: Element, ...children: Child[]): void {
  element.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
}

/** Puts children in the place of those that an element has. */
export function refill(element: Element, ...children: Child[]): void {
  element.replaceChildren();
  fill(element, ...children);
}

export function svg(tag: string, given: Record<string, string | number> = {}, ...children: (Node | string)[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(given)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
