// A picture from the core, inline, so that it can be read and copied.

import { h } from "../ui/dom";

/** Puts an SVG text into the page as elements; nothing in it can run. */
export function picture(text: string, label: string, test: string): HTMLElement {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const holder = h("figure", { class: "picture", test, tabindex: 0, "aria-label": label });
  if (parsed.nodeName !== "svg") return holder;
  for (const script of parsed.querySelectorAll("script, foreignObject")) script.remove();
  const [width, height] = [parsed.getAttribute("width"), parsed.getAttribute("height")];
  if (!parsed.hasAttribute("viewBox") && width && height) parsed.setAttribute("viewBox", `0 0 ${Number.parseFloat(width)} ${Number.parseFloat(height)}`);
  parsed.removeAttribute("width");
  parsed.removeAttribute("height");
  parsed.setAttribute("role", "img");
  parsed.setAttribute("aria-label", label);
  holder.append(document.importNode(parsed, true));
  return holder;
}
