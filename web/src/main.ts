// Opens the page: the core out of its text, a city, and everything around it.

import "./ui/locale";
import bytes from "virtual:core-bytes";
import "./style/page.css";
import "./style/parts.css";
import "./style/city.css";
import "./style/desk.css";
import "./style/result.css";
import "./style/pages.css";
import { runOf } from "./city/run";
import { compareOf } from "./compare/comparison";
import { compile, instantiate } from "./core/load";
import { shell } from "./shell";
import { followAddress, openCode } from "./share/state";
import { appWith, FIRST } from "./state/app";
import { h, refill } from "./ui/dom";
import { t } from "./ui/language";
import { followTheme } from "./ui/theme";
import { messageOf } from "./workers/protocol";

async function open(root: HTMLElement): Promise<void> {
  refill(root, h("p", { class: "opening", role: "status", text: t("page.opening") }));
  const address = location.hash.slice(1);
  const module = await compile(bytes);
  const core = instantiate(module);
  // For the curious, and for those who test the page: the core on the console.
  Object.assign(window, { grassroots: core });
  const app = appWith(core, module);
  const [run, compare] = [runOf(app), compareOf(app)];
  followTheme(app);
  shell(app, run, compare, root);
  followAddress(app, run, compare);
  app.pasted.on((text) => {
    if (text === "") return;
    app.pasted.set("");
    void openCode(app, run, compare, text).then((taken) => taken && app.notice.set({ text: t("take.opened"), tone: "calm" }));
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? run.sleep() : run.wake()));
  const taken = address.startsWith("gr") ? await openCode(app, run, compare, address) : await fresh(address);
  if (!taken) await run.open(FIRST);
  run.play();

  async function fresh(rubbish: string): Promise<boolean> {
    if (rubbish !== "") app.notice.set({ text: t("code.foreign"), tone: "warning" });
    return await run.open(FIRST);
  }
}

const root = document.getElementById("app")!;
open(root).catch((error: unknown) => refill(root, h("div", { class: "opening" }, h("h1", { text: t("page.failed") }), h("p", { text: t("page.failed.what") }), h("pre", { text: messageOf(error) }))));
