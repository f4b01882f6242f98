// Answers requests, one a line on standard input, with responses, one a line: for the comparison of all frontends.

import { readFileSync } from "node:fs";
import { Plain } from "./plain.mjs";

const [path] = process.argv.slice(2);
const plain = new Plain(path);
const requests = readFileSync(0, "utf8").split("\n").filter((line) => line !== "");
const responses = requests.map((request) => plain.call(new TextEncoder().encode(request)));
process.stdout.write(responses.map((response) => `${response}\n`).join(""));
