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
import { contextAt, wordAt } from "./context";
import { element } from "./dom";

/** The extensions for these options, in the version that counts when asked. */
export function assist(options: Option[], version: () => string) {
  const root = catalog(options);

  const complete = (context: CompletionContext): CompletionResult | null => {
    const text = context.state.doc.toString();
    const word = context.matchBefore(/[\w-]*/);
    const from = word?.from ?? context.pos;
    if (from === context.pos && !context.explicit) return null;
    const place = contextAt(text, from);
    const choices = place.key === undefined ? keys(optionsIn(root, place.path, version())) : values(find(root, [...place.path, place.key])?.option);
    return choices.length > 0 ? { from, options: choices, validFor: /^[\w-]*$/ } : null;
  };

  const hover = hoverTooltip((view, at) => {
    const text = view.state.doc.toString();
    const word = wordAt(text, at);
    if (!word) return null;
    const place = contextAt(text, word.from);
    const option = place.key === undefined ? find(root, [...place.path, word.word])?.option : undefined;
    if (!option) return null;
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom: page(option) }) };
  }, { hoverTime: 250 });

  return [autocompletion({ override: [complete], icons: false, closeOnBlur: true }), hover];
}

function keys(options: Option[]): Completion[] {
  return options.map((option) => ({
    label: option.name,
    detail: option.type,
    info: () => page(option),
    boost: option.path.includes(".") ? 0 : 1,
    apply: isBlock(option) ? snippet(`${option.name} {\n\t#{}\n}`) : snippet(`${option.name}: #{}`),
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
export function page(option: Option): HTMLElement {
  const facts: [string, string | null][] = [
    ["type", option.type],
    ["default", option.default],
    ["words", option.enum?.filter(Boolean).join(", ") ?? null],
    ["also", option.aliases.join(", ") || null],
    ["since", option.since === "2.9" ? null : option.since],
    ["reload", option.reloadable ? "applies a change" : "needs a restart"],
    ["instead", option.deprecated],
  ];
  const list = element("dl");
  for (const [name, value] of facts) {
    if (value) list.append(element("dt", {}, name), element("dd", {}, value));
  }
  return element("div", { class: "page" }, element("code", { class: "path" }, option.path), element("p", {}, option.description), list);
}
