// The map in words and numbers: a table of the communities.

import { Doing } from "../core/api";
import type { App } from "../state/app";
import { h } from "../ui/dom";
import { t } from "../ui/language";
import { fixed } from "../ui/numbers";
import type { Town } from "./town";

interface Row {
  values: number[];
  residents: number;
  open: number;
  waits: number;
}

function rows(town: Town, layer: Float32Array, doing: Uint8Array): Row[] {
  const all = town.communities.map((): Row => ({ values: [], residents: 0, open: 0, waits: 0 }));
  town.grids.forEach((grid, at) => {
    const row = all[grid.place]!;
    row.values.push(layer[at]!);
    row.residents += grid.to - grid.from;
    for (let resident = grid.from; resident < grid.to; resident++) {
      if (doing[resident] === Doing.OpenNeed) row.open += 1;
      if (doing[resident] === Doing.Waits) row.waits += 1;
    }
  });
  return all;
}

export function mapTable(app: App, town: Town): HTMLElement {
  const frame = app.frame()!;
  const head = [t("map.community"), `${t(`layer.${app.layer()}`)} (${t(`layer.${app.layer()}.unit`)})`, t("map.open"), t("map.waits"), t("map.residents")];
  const body = rows(town, frame.layer, frame.doing).map((row, at) => {
    const place = town.communities[at]!;
    const mean = row.values.reduce((sum, value) => sum + value, 0) / row.values.length;
    return h("tr", {}, h("th", { scope: "row", text: t("map.place", { district: place.district + 1, community: place.community + 1 }) }), ...[fixed(mean, 3), String(row.open), String(row.waits), String(row.residents)].map((text) => h("td", { text })));
  });
  return h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("map.table") }, h("table", { class: "numbers" }, h("thead", {}, h("tr", {}, ...head.map((text) => h("th", { scope: "col", text })))), h("tbody", {}, ...body)));
}
