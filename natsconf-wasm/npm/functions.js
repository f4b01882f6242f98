// The functions: each makes a request of its arguments and gives back the result.

import { call } from "./natsconf.js";

/** A text cannot be read; `diagnostics` says what is wrong with it, when it was the text and not the call. */
export class NatsconfError extends Error {
  constructor({ message, diagnostics = [] }) {
    super(message);
    this.name = "NatsconfError";
    this.diagnostics = diagnostics;
  }
}

/** Time and randomness, which the module has none of. */
function entropy() {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { now: Math.floor(Date.now() / 1000), entropy: digits };
}

function ask(name, args) {
  const { result, error } = JSON.parse(call(JSON.stringify({ function: name, arguments: args })));
  if (error) throw new NatsconfError(error);
  return result;
}

export const lint = (text, options) => ask("lint", { ...options, text });
export const parse = (text, options) => ask("parse", { ...options, text });
export const format = (text, options) => ask("format", { ...options, text });
export const convert = (text, options) => ask("convert", { ...options, text });
export const diff = (old, changed, options) => ask("diff", { ...options, old, new: changed });
export const lintCluster = (servers, options) => ask("lint_cluster", { ...options, servers });
export const quote = (value) => ask("quote", { value });
export const render = (text, options) => ask("render", { ...entropy(), ...options, text });
export const explain = (name) => ask("explain", { name });
export const options = (subject) => ask("options", { subject });
export const schema = (subject) => ask("schema", { subject });

export function renderTemplate(text, { variables = {}, ...options } = {}) {
  const json = typeof variables === "string" ? variables : JSON.stringify(variables);
  return ask("render_template", { ...options, text, variables: json });
}
