// What a host may do to the plain module: anything, without a trap and without leaving memory behind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Plain } from "./plain.mjs";

const PATH = process.env.NATSCONF_WASM ?? new URL("../../target/natsconf.wasm", import.meta.url);
const encode = (text) => new TextEncoder().encode(text);
const request = (fn, args) => encode(JSON.stringify({ function: fn, arguments: args }));
const ask = (plain, fn, args) => JSON.parse(plain.call(request(fn, args)));

/** Random numbers, the same in every run. */
function* random(seed) {
  for (let state = seed; ; ) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

const PIECES = ["{", "}", "[", "]", "(", ")", ":", "=", ",", "\n", " ", "#", "\"", "'", "\\x", "$a", "a", "include a", "1k", "1.5", "\u0000", "é", "2016-05-04T18:53:41Z"];

function* texts(count) {
  const numbers = random(42);
  const below = (bound) => numbers.next().value % bound;
  for (let index = 0; index < count; index++) {
    yield Array.from({ length: 1 + below(40) }, () => PIECES[below(PIECES.length)]).join("");
  }
}

test("the table of exports is version 1", () => {
  assert.equal(new Plain(PATH).exports.natsconf_abi_version(), 1);
});

test("findings come back", () => {
  const { result } = ask(new Plain(PATH), "lint", { text: "host: a\nport: many", name: "nats.conf" });
  assert.equal(result.summary.errors, 1);
  assert.deepEqual(
    [result.diagnostics[0].code, result.diagnostics[0].file, result.diagnostics[0].line],
    ["wrong-type", "nats.conf", 2],
  );
});

test("a text is formatted", () => {
  assert.deepEqual(ask(new Plain(PATH), "format", { text: "port : 4222" }), { result: "port: 4222\n" });
});

test("random bytes are answered", () => {
  const plain = new Plain(PATH);
  const numbers = random(1);
  for (let count = 0; count < 5_000; count++) {
    const bytes = Uint8Array.from({ length: numbers.next().value % 200 }, () => numbers.next().value);
    assert.match(plain.call(bytes), /^\{"error":\{"message":/);
  }
});

test("random configurations are answered", () => {
  const plain = new Plain(PATH);
  for (const text of texts(5_000)) {
    const { result } = ask(plain, "lint", { text, files: { a: text }, env: { a: text } });
    const formatted = ask(plain, "format", { text });
    assert.ok(result.summary.errors > 0 || typeof formatted.result === "string", JSON.stringify(text));
  }
});

test("a broken request is answered", () => {
  const plain = new Plain(PATH);
  const whole = request("lint", { text: "a: 1", files: { b: "" }, env: { c: "" }, nats_version: "2.14" });
  for (let length = 0; length < whole.length; length++) {
    assert.match(plain.call(whole.slice(0, length)), /^\{"error":/);
  }
  const nested = encode("[".repeat(100_000));
  assert.match(plain.call(nested), /^\{"error":/);
});

test("buffers that do not exist are answered", () => {
  const plain = new Plain(PATH);
  const { natsconf_alloc, natsconf_free } = plain.exports;
  const address = plain.write(request("lint", { text: "" }));
  const numbers = [0, 1, 7, address + 1, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff];
  for (const at of numbers) {
    for (const length of numbers) {
      assert.match(plain.callAt(at, length), /^\{"error":/);
      natsconf_free(at, length);
    }
  }
  assert.match(plain.callAt(address, 0xffff_ffff), /^\{"error":/);
  assert.match(plain.callAt(address, 28), /^\{"error":/);
  natsconf_free(address, 3);
  natsconf_free(address, 3);
  assert.match(plain.callAt(address, 10), /^\{"error":/);
  for (const length of [0, 0xffff_ffff]) {
    assert.equal(natsconf_alloc(length), 0);
  }
});

test("nesting to the bound and beyond is answered", () => {
  const plain = new Plain(PATH);
  for (const [open, close] of [["[", "]"], ["{a:", "}"], ["{", "}"], ["(", ")"]]) {
    for (const depth of [999, 1000, 1001, 50_000]) {
      const text = `a: ${open.repeat(depth)}${close.repeat(depth)}`;
      assert.ok(ask(plain, "lint", { text }).result);
      ask(plain, "format", { text });
    }
  }
});

test("thousands of calls leave no memory behind", () => {
  const plain = new Plain(PATH);
  const round = () => {
    for (const text of texts(3_000)) {
      ask(plain, "lint", { text });
      ask(plain, "format", { text });
    }
  };
  round();
  const size = plain.size;
  round();
  round();
  assert.equal(plain.size, size);
});

test("a large text leaves no memory behind", () => {
  const plain = new Plain(PATH);
  const text = "authorization { users: [\n" + "  { user: a, password: b }\n".repeat(50_000) + "] }\n";
  const lint = () => assert.ok(ask(plain, "lint", { text }).result);
  lint();
  const size = plain.size;
  for (let count = 0; count < 5; count++) {
    lint();
  }
  assert.equal(plain.size, size);
});
