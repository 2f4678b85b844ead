// Signs on buttons.

import { svg } from "./dom";

const PATHS = {
  play: "M5 3.2v13.6L17 10z",
  pause: "M4.5 3.5h4v13h-4zM11.5 3.5h4v13h-4z",
  step: "M4 3.2v13.6L13 10zM14 3.5h2.6v13H14z",
  restart: "M10 3a7 7 0 1 0 6.7 9h-2.3A4.8 4.8 0 1 1 10 5.200c1.300 0 2.500.5 3.400 1.400L11 9h6.500V2.500l-2.500 2.500A7 7 0 0 0 10 3z",
  close: "M4.200 5.600 5.600 4.200 10 8.600l4.400-4.400 1.400 1.400L11.400 10l4.400 4.400-1.400 1.400L10 11.400l-4.400 4.400-1.400-1.400L8.600 10z",
  take: "M9 2.500h2v7.400l2.800-2.800 1.400 1.400L10 13.700 4.800 8.500l1.400-1.400L9 9.900zM3.500 12.500h2v3h9v-3h2v5h-13z",
} as const;

export type Icon = keyof typeof PATHS;

export const icon = (name: Icon): SVGElement => svg("svg", { viewBox: "0 0 20 20", width: 18, height: 18, "aria-hidden": "true", class: "icon" }, svg("path", { d: PATHS[name], fill: "currentColor" }));
