// The page in Firefox, by WebDriver BiDi.

import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { checkedIn } from "./engine.mjs";

const browser = await puppeteer.launch({ browser: "firefox", executablePath: process.env.FIREFOX, headless: true, protocolTimeout: 180_000 });
try {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(process.env.PAGE).href);
  await checkedIn("firefox", (script) => page.evaluate(`(async () => { ${script} })()`));
} finally {
  await browser.close();
}
