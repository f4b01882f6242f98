// Answers requests, one a line on standard input, with responses, one a line: for the comparison of all frontends. It is
// given the path of the plain module, or the folder of the npm package.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Plain } from "./plain.mjs";

const [path] = process.argv.slice(2);
let module;
const call = statSync(path).isDirectory() ? await npm(path) : plain(path);
const requests = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
const answers = () => requests.map((request) => `${call(request)}\n`).join("");
const responses = answers();
leavesNothing();
process.stdout.write(responses);

/** Asks the plain module everything again, which must need no more memory than the first time. */
function leavesNothing() {
  if (!module) return;
  const { size } = module;
  if (answers() !== responses) throw new Error("the same request has another response");
  if (module.size !== size) throw new Error(`memory grew from ${size} to ${module.size} bytes`);
}

function plain(path) {
  module = new Plain(path);
  return (request) => module.call(new TextEncoder().encode(request));
}

async function npm(folder) {
  const file = (name) => pathToFileURL(join(folder, name));
  await import(file("node.js"));
  return (await import(file("natsconf.js"))).call;
}
