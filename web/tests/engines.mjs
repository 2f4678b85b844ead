// The page in a browser that speaks WebDriver: `node engines.mjs NAME ADDRESS`.

import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { checkedIn } from "./engine.mjs";

const [, , name, address] = process.argv;
const ask = async (method, path, body) => {
  const answer = await fetch(address + path, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
  const { value } = await answer.json();
  assert.ok(answer.ok, JSON.stringify(value));
  return value;
};
const minibrowser = { "webkitgtk:browserOptions": { binary: process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser", args: ["--automation"] } };
const wanted = name === "webkit" ? minibrowser : { "moz:firefoxOptions": { args: ["-headless"] } };
const { sessionId } = await ask("POST", "/session", { capabilities: { alwaysMatch: wanted } });
const session = `/session/${sessionId}`;
try {
  await ask("POST", `${session}/timeouts`, { script: 120_000 });
  await ask("POST", `${session}/url`, { url: pathToFileURL(process.env.PAGE).href });
  await checkedIn(name, (script) => ask("POST", `${session}/execute/async`, { script: `const done = arguments[0]; (async () => { ${script} })().then((value) => done({ value }), (error) => done({ error: String(error) }));`, args: [] }).then((told) => { assert.equal(told.error, undefined); return told.value; }));
} finally {
  await ask("DELETE", session);
}
