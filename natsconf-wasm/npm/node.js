// In Node: ready when imported.

import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { initSync } from "./natsconf.js";

// Node 18 has it, and not under this name.
globalThis.crypto ??= webcrypto;
initSync({ module: readFileSync(new URL("./natsconf_bg.wasm", import.meta.url)) });

/** Nothing to wait for here; there so that the same program runs in browsers. */
export default async function init() {}

export * from "./functions.js";
