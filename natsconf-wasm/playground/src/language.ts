// Colours for nats.conf and the templates that make one, and for descriptions of deployments.

import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import type { Extension } from "@codemirror/state";
import { HighlightStyle, StreamLanguage, type StreamParser, type StringStream, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";

interface Position {
  /** Whether a value comes next. */
  value: boolean;
  /** The brackets that are open. */
  open: string;
  /** Whether the place is inside a directive or expression of a template. */
  template: boolean;
}

const NUMBER = /^-?\d+(?:\.\d+)?(?:[kmgtpe](?:i?b?)?|ns|us|ms|[smhd])?(?=[\s,;\]}#]|$)/i;
const WORD = /^[^\s{}\[\],;:="'#]+/;

function token(stream: StringStream, state: Position): string | null {
  if (state.template) return inTemplate(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match(/^[$%]\{~?/)) {
    state.template = true;
    return "meta";
  }
  if (stream.match(/^(?:#|\/\/).*/)) return "comment";
  if (stream.match(/^"(?:\\.|[^"\\$%]|[$%](?!\{))*"?/) || stream.match(/^'[^']*'?/)) return string(stream, state);
  if (stream.match(/^[{[]/)) return opened(state, stream.current());
  if (stream.match(/^[}\]]/)) return closed(state, stream.current());
  if (stream.match(/^[,;]/)) return after(state, false, "separator");
  if (stream.match(/^[:=]/)) return after(state, true, "operator");
  if (!state.value && stream.match(/^include\b/i)) return after(state, true, "keyword");
  if (state.value) return value(stream, state);
  if (stream.match(WORD)) return after(state, !stream.match(/^\s*\{/, false), "propertyName");
  stream.next();
  return null;
}

function value(stream: StringStream, state: Position): string | null {
  if (stream.match(NUMBER)) return after(state, false, "number");
  if (stream.match(/^(?:true|false|yes|no|on|off)(?=[\s,;\]}#]|$)/i)) return after(state, false, "bool");
  if (stream.match(/^\$\w+/)) return after(state, false, "variableName");
  // An address without quotes has colons.
  if (stream.match(/^[^\s{}\[\],;"'#$]+/) || stream.next()) return after(state, false, "string");
  return null;
}

/** A text, which is a key where a key is due. */
function string(stream: StringStream, state: Position): string {
  const isKey = !state.value && stream.match(/^\s*[:={]/, false);
  return after(state, false, isKey ? "propertyName" : "string");
}

function inTemplate(stream: StringStream, state: Position): string | null {
  if (stream.eatSpace()) return null;
  if (stream.match(/^~?\}/)) {
    state.template = false;
    return "meta";
  }
  if (stream.match(/^(?:for|in|endfor|if|else|endif)\b/)) return "keyword";
  if (stream.match(/^"[^"]*"?/)) return "string";
  if (stream.match(/^\d+/)) return "number";
  if (stream.match(/^[\w.-]+(?=\()/)) return "keyword";
  if (stream.match(/^[\w-]+/)) return "variableName";
  stream.next();
  return "operator";
}

function opened(state: Position, bracket: string): string {
  state.open += bracket;
  return after(state, false, bracket === "[" ? "squareBracket" : "brace");
}

function closed(state: Position, bracket: string): string {
  state.open = state.open.slice(0, -1);
  return after(state, false, bracket === "]" ? "squareBracket" : "brace");
}

/** In a list, a value comes always. */
function after(state: Position, value: boolean, style: string): string {
  state.value = value || state.open.endsWith("[");
  return style;
}

const conf = StreamLanguage.define<Position>({
  name: "nats.conf",
  startState: () => ({ value: false, open: "", template: false }),
  copyState: (state) => ({ ...state }),
  token: (stream, state) => {
    // A value ends with its line.
    if (stream.sol() && !state.template) after(state, false, "");
    return token(stream, state);
  },
  languageData: {
    commentTokens: { line: "#" },
    closeBrackets: { brackets: ["{", "[", '"'] },
    indentOnInput: /^\s*[}\]]$/,
  },
});

const mode = yaml as StreamParser<{ pair: boolean; pairStart: boolean }>;

const description = StreamLanguage.define({
  ...mode,
  // Behind a brace stands a key, which the mode forgets.
  token: (stream, state) => {
    const style = mode.token(stream, state);
    if (stream.current() === "{") [state.pair, state.pairStart] = [false, false];
    return style;
  },
  tokenTable: { atom: tags.propertyName, keyword: tags.bool, meta: tags.separator },
});

/** The languages by name; a text of another one has no colours. */
export const LANGUAGES = {
  conf,
  yaml: description,
  plain: [],
} satisfies Record<string, Extension>;

export type Language = keyof typeof LANGUAGES;

/** The colours are those of the page. */
export const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
    { tag: tags.propertyName, color: "var(--code-key)" },
    { tag: tags.string, color: "var(--code-string)" },
    { tag: [tags.number, tags.bool], color: "var(--code-number)" },
    { tag: tags.variableName, color: "var(--code-variable)" },
    { tag: tags.keyword, color: "var(--code-keyword)" },
    { tag: tags.meta, color: "var(--code-keyword)" },
    { tag: [tags.brace, tags.squareBracket, tags.separator, tags.operator], color: "var(--code-punctuation)" },
  ]),
);
