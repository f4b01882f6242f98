// Answers requests, one a line on standard input, with responses, one a line: for the comparison of all frontends. It is
// given the path of the plain module, or the folder of the npm package.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Plain } from "./plain.mjs";

const [path] = process.argv.slice(2);
const call = statSync(path).isDirectory() ? await npm(path) : plain(path);
const requests = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
process.stdout.write(requests.map((request) => `${call(request)}\n`).join(""));

function plain(path) {
  const module = new Plain(path);
  return (request) => module.call(new TextEncoder().encode(request));
}

async function npm(folder) {
  const file = (name) => pathToFileURL(join(folder, name));
  await import(file("node.js"));
  return (await import(file("natsconf.js"))).call;
}
