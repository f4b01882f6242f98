// Writes a program of TypeScript that says of real output that it has the types of the npm package: its compiler then
// finds every field that one has and the other has not.

import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const [folder] = process.argv.slice(2);
const npm = fileURLToPath(new URL("../../target/npm/", import.meta.url));
const natsconf = await import(join(npm, "node.js"));

const TEXT = "max_paylod: 1MB\ninclude 'more.conf'\nport: 4222\nport: 4223\ncluster { name: a }\njetstream { max_mem: 1GBB }";
const reading = { files: { "more.conf": "hots: a" }, env: {} };
const refused = (call) => {
  try {
    call();
  } catch ({ diagnostics }) {
    return diagnostics;
  }
  throw new Error("this is read");
};

const outputs = [
  ["Listing", natsconf.lint(TEXT, reading)],
  ["{ [name: string]: Value }", natsconf.parse("a: [1, 2.5, x, true, { b: 2016-05-04T18:53:41Z }]")],
  ["Rendered", natsconf.renderTemplate("port: ${port}", { variables: { port: "x" } })],
  ["RenderedDeployment", natsconf.render("cluster: {name: demo, servers: 1}\ntls: {development: true}")],
  ["Difference", natsconf.diff("port: 4222\nhost: a", "port: 4223\nhttp: 8222")],
  ["Listing", natsconf.lintCluster({ a: "port: x", b: "" })],
  ["Diagnostic[]", refused(() => natsconf.format("a {"))],
  ["Option[]", natsconf.options()],
  ["Option[]", natsconf.options("deployment")],
  ["string", natsconf.quote("a")],
  ["string", natsconf.explain("port")],
  ["null", natsconf.explain("nothing")],
];
if (!outputs[0][1].diagnostics.some(({ fix }) => fix) || !outputs[0][1].diagnostics.some(({ related }) => related.length > 0)) {
  throw new Error("the findings do not show all that a finding can have");
}

const checks = outputs.map(([type, value]) => `(${JSON.stringify(value)}) satisfies ${type};`);
const program = [
  `import type { Diagnostic, Difference, Listing, Option, Rendered, RenderedDeployment, Value } from "natsconf";`,
  `import * as natsconf from "natsconf";`,
  ...checks,
  `const names: (keyof typeof natsconf)[] = ${JSON.stringify(Object.keys(natsconf))};`,
  `const all: Record<keyof typeof natsconf, true> = { ${Object.keys(natsconf).map((name) => `${JSON.stringify(name)}: true`).join(", ")} };`,
  `void names, all;`,
];
const settings = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: "es2022",
    lib: ["es2022", "dom"],
    module: "nodenext",
    moduleResolution: "nodenext",
    types: [],
    paths: { natsconf: [`./${relative(folder, join(npm, "types.d.ts"))}`] },
  },
  files: ["output.ts"],
};
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "output.ts"), `${program.join("\n")}\n`);
writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(settings, null, 2));
writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
