// The npm package as its users have it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL(`${process.env.NATSCONF_NPM ?? "../../target/npm"}/`, import.meta.url);
const natsconf = await import(new URL("node.js", folder));
const { diff, lint, lintCluster, parse, format, convert, render, renderTemplate, quote, explain, options, schema, NatsconfError } = natsconf;

test("in Node it is ready when imported", () => {
  assert.equal(format("port : 4222"), "port: 4222\n");
});

test("elsewhere it is ready once it was waited for", async () => {
  const browser = await import(new URL("browser.js", folder));
  await browser.default(readFileSync(new URL("natsconf_bg.wasm", folder)));
  assert.equal(browser.format("port : 4222"), "port: 4222\n");
});

test("findings are returned", () => {
  const { diagnostics, summary } = lint("port: 4222, max_payloads: 1MB", { name: "nats.conf" });
  assert.deepEqual(summary, { files: 1, errors: 1, warnings: 0, hints: 0 });
  assert.deepEqual(
    diagnostics.map(({ code, file, line, column }) => [code, file, line, column]),
    [["unknown-option", "nats.conf", 1, 13]],
  );
});

test("includes and variables come with the call", () => {
  const values = parse("include more.conf\nport: $PORT", { files: { "more.conf": "host: a" }, env: { PORT: "4223" } });
  assert.deepEqual(values, { host: "a", port: 4223 });
});

test("columns and edits are those of JavaScript's strings", () => {
  const text = '# 🦀\n"🦀": 1, max_paylod: 1MB';
  const finding = lint(text, { columns: "utf16" }).diagnostics.find(({ fix }) => fix);
  const [{ start, end }] = finding.fix.edits;
  assert.equal(text.slice(start, end), "max_paylod");
  assert.equal(text.split("\n")[finding.line - 1].slice(finding.column - 1, finding.end_column - 1), "max_paylod");
});

test("what cannot be read is thrown, with its findings", () => {
  assert.throws(
    () => format("cluster {", { name: "nats.conf" }),
    (error) => error instanceof NatsconfError && error.message.startsWith("nats.conf:1:") && error.diagnostics.length > 0,
  );
});

test("a bad argument is thrown, without findings", () => {
  for (const call of [() => lint("", { nats_version: "new" }), () => lint(1), () => lint("", { names: "a" })]) {
    assert.throws(call, (error) => error instanceof NatsconfError && error.diagnostics.length === 0);
  }
});

test("notations are converted", () => {
  assert.equal(convert("max_payload: 1MB", { to: "json" }), '{\n  "max_payload": 1048576\n}\n');
  assert.equal(convert("a = 1.5", { from: "toml", to: "conf" }), "a: 1.5\n");
});

test("templates are rendered and checked", () => {
  const rendered = renderTemplate("port: ${port}", { variables: { port: "x" } });
  assert.equal(rendered.text, "port: x");
  assert.equal(rendered.diagnostics[0].code, "wrong-type");
  assert.equal(renderTemplate("port: {{ port }}", { variables: { port: 1 }, syntax: "jinja" }).text, "port: 1");
  const variables = { variables: "port = 1", variables_name: "a.tfvars" };
  assert.equal(renderTemplate("port: ${port}", variables).text, "port: 1");
});

test("a deployment is rendered, and again with the keys that were kept", () => {
  const text = "cluster: {name: demo, servers: 3}";
  const { files, made, diagnostics } = render(text);
  assert.deepEqual(diagnostics, []);
  const configs = files.filter(({ path }) => path.endsWith(".conf"));
  assert.ok(configs.length >= 3);
  const seeds = Object.values(made.seeds);
  for (const { path, text, secret } of files) {
    assert.equal(secret, seeds.some((seed) => text.includes(seed)), path);
  }
  assert.deepEqual(render(text, { kept: made }).files, files);
  assert.deepEqual(render(text, { kept: made }).made, { seeds: {}, tokens: {}, secrets: {} });
  assert.notDeepEqual(render(text).made.seeds, made.seeds);
  const fixed = { now: 1_700_000_000, entropy: "0f".repeat(32) };
  assert.deepEqual(render(text, fixed), render(text, fixed));
});

test("keys are made of the host's random numbers", (context) => {
  context.mock.method(crypto, "getRandomValues", (bytes) => bytes.fill(7));
  const text = "cluster: {name: demo, servers: 3}";
  assert.deepEqual(render(text, { now: 0 }), render(text, { now: 0, entropy: "07".repeat(32) }));
});

test("every server's configuration of a deployment is sound", () => {
  const { files } = render("cluster: {name: demo, servers: 3}");
  const texts = Object.fromEntries(files.map(({ path, text }) => [path, text]));
  for (const [name, text] of Object.entries(texts).filter(([path]) => /^config\/demo-\d\.conf$/.test(path))) {
    assert.deepEqual(lint(text, { name, files: texts }).diagnostics, [], name);
  }
});

test("a description that cannot be read is thrown, with its findings", () => {
  const wrong = (text, options) => {
    try {
      render(text, options);
    } catch (error) {
      return error;
    }
    throw new Error("this is rendered");
  };
  const [finding] = wrong("cluster: {name: demo, sevrers: 3}").diagnostics;
  assert.deepEqual([finding.line, finding.column], [1, 23]);
  assert.match(finding.message + finding.help, /servers/);
  const seed = "SUAOY5JZ2WJKVR4UO2KJ2P3SW6FZFNWEOIMAXF4WZEUNVQXXUOKGM55CYE";
  const error = wrong("cluster: {name: demo, servers: 3}", { kept: { seeds: { operator: `${seed}A` } } });
  assert.match(error.message, /operator/);
  assert.ok(!error.message.includes(seed));
  assert.match(wrong("cluster: {name: demo, servers: 3}", { entropy: "00" }).message, /entropy/);
});

test("two configurations are compared", () => {
  const { changes, summary } = diff("port: 4222\nmax_payload: 1MB", "max_payload: 2MB\nport: 4222");
  assert.deepEqual(summary, { reload: 1, restart: 0 });
  assert.deepEqual([changes[0].path, changes[0].kind, changes[0].old_place.line], ["max_payload", "changed", 2]);
  assert.throws(() => diff("", "a: ["), (error) => error instanceof NatsconfError && error.diagnostics[0].file === "<new>");
});

test("servers are held against each other", () => {
  const server = (port) => `server_name: n, port: ${port}, cluster { name: c, port: ${port + 2000}, routes: ["nats://127.0.0.1:6222"] }`;
  const { diagnostics } = lintCluster({ "a.conf": server(4222), "b.conf": server(4223) });
  assert.ok(diagnostics.some(({ code }) => code === "duplicate-server-name"));
});

test("values are quoted as the server reads them", () => {
  assert.equal(quote('a > "b"'), '"a > \\"b\\""');
});

test("the registries are there", () => {
  assert.match(explain("unknown-option"), /^# unknown-option/);
  assert.match(explain("cluster.name"), /^# cluster\.name/);
  assert.equal(explain("nothing"), null);
  assert.ok(options().some(({ path }) => path === "cluster.name"));
  assert.ok(options("deployment").some(({ path }) => path === "cluster.servers"));
  assert.equal(typeof schema().properties.jetstream, "object");
  assert.equal(typeof schema("deployment").properties.operator, "object");
});

test("the package's README runs", async () => {
  const readme = readFileSync(new URL("README.md", folder), "utf8");
  const programs = [...readme.matchAll(/```js\n([^]*?)```/g)].map(([, program]) => program);
  const { default: _, ...functions } = natsconf;
  const lines = [];
  for (const program of programs) {
    const body = program.replaceAll(/^import (?:init, )?\{.*\n/gm, "").replaceAll("await init();", "");
    const run = new Function(...Object.keys(functions), "console", body);
    run(...Object.values(functions), { log: (...words) => lines.push(words.join(" ")) });
  }
  assert.match(lines[0], /^unknown option `max_payloads` did you mean `max_payload`\?/);
  assert.deepEqual([lines[1], lines[4], lines.at(-2), lines.at(-1)], ["port: 4222\nhost: localhost # here\n", "2", "port: restart", "0"]);
});

test("the project's README says what happens", async () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const [, program] = readme.match(/```js\n([^]*?)```/);
  const lines = [];
  const run = new Function("lint", "console", program.replace(/^import .*\n/, ""));
  run(lint, { log: (...words) => lines.push(words.join(" ")) });
  assert.deepEqual(lines, ["2 14 unknown-variable `$NAME` is not defined"]);
});
