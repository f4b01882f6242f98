// The editors: one to type in, one to read.

import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { bracketMatching, indentUnit } from "@codemirror/language";
import { type Diagnostic as Mark, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import type { Diagnostic, Fix } from "natsconf";
import { colours, type Language, LANGUAGES } from "./language";

const spoken = new Compartment();

const shared = [
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  spoken.of(LANGUAGES.conf),
  colours,
  indentUnit.of("  "),
  EditorView.cspNonce.of("editor"),
];

/** An editor to type in. Escape, then Tab, leaves it. */
export function writing(parent: HTMLElement, label: string, changed: () => void, keys: Extension = []) {
  const extra = new Compartment();
  const view = new EditorView({
    parent,
    extensions: [
      keys,
      shared,
      history(),
      closeBrackets(),
      bracketMatching(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      lintGutter(),
      extra.of([]),
      keymap.of([...closeBracketsKeymap, ...completionKeymap, ...lintKeymap, ...historyKeymap, ...defaultKeymap, indentWithTab]),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
      EditorView.updateListener.of((update) => void (update.docChanged && changed())),
    ],
  });
  return { view, extend: (extension: Extension) => view.dispatch({ effects: extra.reconfigure(extension) }) };
}

/** An editor to read. */
export function reading(parent: HTMLElement, label: string): EditorView {
  const extensions = [
    shared,
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ "aria-label": label, "aria-readonly": "true", tabindex: "0" }),
  ];
  return new EditorView({ parent, extensions });
}

/** Has an editor show its text as one of a language. */
export function speak(view: EditorView, language: Language): void {
  view.dispatch({ effects: spoken.reconfigure(LANGUAGES[language]) });
}

/** Puts another text in, as one change that can be undone. Only what differs changes, so that the cursor stays. */
export function replace(view: EditorView, text: string): void {
  const old = view.state.doc.toString();
  if (old === text) return;
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
  view.dispatch({
    changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) },
    annotations: Transaction.userEvent.of("input"),
  });
}

/** Makes the changes of a fix. */
export function apply(view: EditorView, fixes: Fix[]): void {
  const taken: { from: number; to: number; insert: string }[] = [];
  for (const { edits } of fixes) {
    const changes = edits.map(({ start, end, text }) => ({ from: start, to: end, insert: text }));
    const touches = changes.some((change) => taken.some((other) => change.from <= other.to && other.from <= change.to));
    if (!touches) taken.push(...changes);
  }
  const fits = taken.every(({ to }) => to <= view.state.doc.length);
  if (fits) view.dispatch({ changes: taken, userEvent: "input.fix", scrollIntoView: true });
  view.focus();
}

/** The range that a finding means, as far as the text still has it. */
export function range(view: EditorView, { line, column, end_line, end_column }: Diagnostic): { from: number; to: number } {
  const { doc } = view.state;
  const at = (line: number, column: number) => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return Math.min(from + column - 1, to);
  };
  const [from, to] = [at(line, column), at(end_line, end_column)];
  return { from, to: Math.max(from, to) };
}

/** Underlines what was found. */
export function mark(view: EditorView, found: Diagnostic[]): void {
  const marks = found.map((finding): Mark => {
    const { help, fix, severity, message, code } = finding;
    return {
      ...range(view, finding),
      severity: severity === "hint" ? "info" : severity,
      message: help ? `${message}\n${help}` : message,
      source: code,
      actions: fix ? [{ name: fix.title, apply: (view) => apply(view, [fix]) }] : [],
    };
  });
  view.dispatch(setDiagnostics(view.state, marks));
}

/** Shows a place and goes there. */
export function reveal(view: EditorView, finding: Diagnostic): void {
  const { from, to } = range(view, finding);
  view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
  view.focus();
}
