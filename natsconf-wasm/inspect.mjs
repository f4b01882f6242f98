// Prints the size of a WebAssembly module, and fails when it imports anything: a host gives it nothing but memory.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [path] = process.argv.slice(2);
const bytes = readFileSync(path);
const module = new WebAssembly.Module(bytes);

const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
if (imports.length > 0) {
  console.error(`${path} imports ${imports.join(", ")}`);
  process.exit(1);
}

const kilobytes = (length) => `${(length / 1000).toFixed(0)} kB`;
console.error(`    ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes, { level: 9 }).length)} gzipped, no imports`);
