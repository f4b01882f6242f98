// What the editor says about options: completion while typing, documentation on hover.

import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
} from "@codemirror/autocomplete";
import { hoverTooltip } from "@codemirror/view";
import type { Option } from "natsconf";
import { catalog, find, isBlock, optionsIn } from "./catalog";
import { type Context, contextAt, wordAt } from "./context";
import { element } from "./dom";
import { contextInYaml } from "./yaml";

/** What options stand in. */
export interface Notation {
  contextAt(text: string, at: number): Context;
  /** What is put in for a key. */
  entry(option: Option): Completion["apply"];
}

export const CONF: Notation = {
  contextAt,
  entry: (option) => snippet(isBlock(option) ? `${option.name} {\n\t#{}\n}` : `${option.name}: #{}`),
};

export const YAML: Notation = {
  contextAt: contextInYaml,
  entry: (option) => snippet(`${option.name}: #{}`),
};

/** The extensions for these options, in the version that counts when asked. */
export function assist(options: Option[], notation: Notation, version: () => string) {
  const root = catalog(options);

  const complete = (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const word = context.matchBefore(/[\w-]*/);
    const from = word?.from ?? context.pos;
    if (from === context.pos && !context.explicit) return null;
    const place = notation.contextAt(text, from);
    const choices = place.key === undefined ? keys(optionsIn(root, place.path, version()), notation) : values(find(root, [...place.path, place.key])?.option);
    return choices.length > 0 ? { from, options: choices, validFor: /^[\w-]*$/ } : null;
  };

  const hover = hoverTooltip((view, at) => {
    const text = view.state.doc.toString();
    const word = wordAt(text, at);
    if (!word) return null;
    const place = notation.contextAt(text, word.from);
    const option = place.key === undefined ? find(root, [...place.path, word.word])?.option : undefined;
    if (!option) return null;
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom: page(option, notation) }) };
  }, { hoverTime: 250 });

  return [autocompletion({ override: [complete], icons: false, closeOnBlur: true }), hover];
}

function keys(options: Option[], notation: Notation): Completion[] {
  return options.map((option) => ({
    label: option.name,
    detail: option.type,
    info: () => page(option, notation),
    boost: option.path.includes(".") ? 0 : 1,
    apply: notation.entry(option),
  }));
}

function values(option?: Option): Completion[] {
  if (!option) return [];
  const words = option.enum ?? (option.type.includes("boolean") ? ["true", "false"] : []);
  return [...new Set([...words, ...(option.default ? [option.default] : [])])]
    .filter((label) => label !== "")
    .map((label) => ({ label, detail: label === option.default ? "default" : undefined }));
}

/** What there is to say about an option. */
function page(option: Option, notation: Notation): HTMLElement {
  const facts: [string, string | null][] = [
    ["type", option.type],
    ["default", option.default],
    ["words", option.enum?.filter(Boolean).join(", ") ?? null],
    ["also", option.aliases.join(", ") || null],
    ["since", option.since === "2.9" ? null : option.since],
    ["reload", notation === CONF ? (option.reloadable ? "applies a change" : "needs a restart") : null],
    ["instead", option.deprecated],
  ];
  const list = element("dl");
  for (const [name, value] of facts) {
    if (value) list.append(element("dt", {}, name), element("dd", {}, value));
  }
  return element("div", { class: "page" }, element("code", { class: "path" }, option.path), element("p", {}, option.description), list);
}
