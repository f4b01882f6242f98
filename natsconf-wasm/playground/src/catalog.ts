// The options as a tree, for what the editor knows about a place.

import type { Option } from "natsconf";

export interface Entry {
  option?: Option;
  /** What is below, under every spelling in lower case. */
  children: Map<string, Entry>;
}

/** The tree of the options with these paths: `leafnodes.remotes[].url`, `accounts.*.users`. */
export function catalog(options: Option[]): Entry {
  const root: Entry = { children: new Map() };
  for (const option of options) {
    let entry = root;
    for (const segment of option.path.split(".").flatMap(parts)) entry = below(entry, segment);
    entry.option = option;
  }
  alias(root);
  return root;
}

/** `remotes[]` is an option and its items. */
function parts(segment: string): string[] {
  const name = segment.replaceAll("[]", "");
  return [...(name ? [name.toLowerCase()] : []), ...Array(segment.split("[]").length - 1).fill("[]")];
}

function below(entry: Entry, name: string): Entry {
  const known = entry.children.get(name);
  if (known) return known;
  const made: Entry = { children: new Map() };
  entry.children.set(name, made);
  return made;
}

/** Lets other spellings lead to the same entries. */
function alias(entry: Entry): void {
  for (const child of [...entry.children.values()]) {
    alias(child);
    for (const name of child.option?.aliases ?? []) {
      if (!entry.children.has(name.toLowerCase())) entry.children.set(name.toLowerCase(), child);
    }
  }
}

/** The entry at a path as it is written. One value may stand for a list of it. */
export function find(root: Entry, path: string[]): Entry | undefined {
  return path.reduce<Entry | undefined>((entry, segment) => {
    if (segment === "[]") return entry?.children.get("[]") ?? entry;
    const inside = entry?.children.get("[]");
    const step = (from?: Entry) => from?.children.get(segment.toLowerCase()) ?? from?.children.get("*");
    return step(entry) ?? step(inside);
  }, root);
}

/** The options that can stand in the block at a path, each once, in a version of the server. */
export function optionsIn(root: Entry, path: string[], version: string): Option[] {
  const entry = find(root, path);
  if (!entry) return [];
  const entries = [...entry.children.values(), ...(entry.children.get("[]")?.children.values() ?? [])];
  const options = new Set(entries.flatMap(({ option }) => (option && option.type !== "word" ? [option] : [])));
  return [...options].filter(({ since, deprecated }) => !deprecated && !isNewer(since, version));
}

/** Whether a release family comes after another. */
export function isNewer(family: string, other: string): boolean {
  const [a, b] = [family, other].map((text) => Number(text.split(".")[1]));
  return a > b;
}

/** Whether an option holds a block or a list of blocks, and nothing simpler. */
export function isBlock({ type }: Option): boolean {
  return /^(?:block|map of .*|boolean or block|boolean or word or block)$/.test(type);
}
