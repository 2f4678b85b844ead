// Copies a text, and says so.

import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";

/** The old way, for browsers and pages that have no clipboard. */
function copyByHand(text: string): boolean {
  const area = h("textarea", { class: "unseen", readonly: true });
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    area.remove();
  }
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

export function copyButton(app: App, text: () => string, test: string): HTMLElement {
  const button = h("button", { type: "button", class: "quiet", test, text: t("copy") });
  button.addEventListener("click", async () => {
    const copied = await copy(text());
    button.focus();
    if (!copied) app.notice.set({ text: t("copy.failed"), tone: "warning" });
    button.textContent = t(copied ? "copied" : "copy");
    setTimeout(() => (button.textContent = t("copy")), 2000);
  });
  return button;
}
