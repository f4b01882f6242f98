// Prints the size of a WebAssembly module, and fails when it imports anything, as a host gives it nothing but memory, or
// when it is larger than a limit in bytes when gzipped.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const [path, limit] = process.argv.slice(2);
const bytes = readFileSync(path);
const module = new WebAssembly.Module(bytes);

const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
if (imports.length > 0) {
  console.error(`${path} imports ${imports.join(", ")}`);
  process.exit(1);
}

const kilobytes = (length) => `${(length / 1000).toFixed(0)} kB`;
const zipped = gzipSync(bytes, { level: 9 }).length;
console.error(`    ${kilobytes(bytes.length)}, ${kilobytes(zipped)} gzipped, no imports`);
if (zipped > Number(limit)) {
  console.error(`${path} is larger than ${kilobytes(Number(limit))} gzipped`);
  process.exit(1);
}
