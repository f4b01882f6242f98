// Where in a description a place stands, as `context.ts` tells it for configurations: by indentation, and inside of
// brackets by these.

import { type Context, contextAt } from "./context";

const ITEM = /^( *)- +/;
const KEY = /^( *)(?:"([^"]*)"|'([^']*)'|([^\s#{}\[\],"'][^#{}\[\],]*?)) *:(?:\s+|$)/;

/** The context of a place. */
export function contextInYaml(text: string, at: number): Context {
  const open: { indent: number; name: string }[] = [];
  let value: Context | undefined;
  const lines = text.slice(0, at).split("\n");
  for (const [number, line] of lines.entries()) {
    value = undefined;
    if (/^ *(?:#|$)/.test(line) && number < lines.length - 1) continue;
    let rest = line;
    const indent = line.search(/[^ ]|$/);
    while (open.length > 0 && open[open.length - 1].indent >= indent + (ITEM.test(line) ? 1 : 0)) open.pop();
    for (let item = ITEM.exec(rest); item; item = ITEM.exec(rest)) {
      while (open.length > 0 && open[open.length - 1].indent >= item[1].length + 1) open.pop();
      open.push({ indent: item[1].length + 1, name: "[]" });
      rest = rest.replace("-", " ");
    }
    const found = KEY.exec(rest);
    if (!found) continue;
    const name = found[2] ?? found[3] ?? found[4];
    const written = rest.slice(found[0].length);
    if (/^[{[]/.test(written)) {
      const inside = contextAt(written, written.length);
      value = { path: [name, ...inside.path], key: inside.key };
    } else {
      value = { path: [], key: name };
    }
    open.push({ indent: found[1].length, name });
  }
  const path = open.map(({ name }) => name);
  // What stands behind a colon is a value; on a line of its own it is a key again.
  return value === undefined ? { path } : { path: [...path.slice(0, -1), ...value.path], key: value.key };
}
