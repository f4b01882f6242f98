// In browsers: ready once `init` is.

import load from "./natsconf.js";

/** Loads the module: from beside this file, or from bytes, a response or an address. */
export default async function init(module) {
  await load(module === undefined ? undefined : { module_or_path: module });
}

export * from "./functions.js";
