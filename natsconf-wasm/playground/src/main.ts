// The page: what is typed goes to the worker, and what it says is shown.

import "./style.css";

import { keymap } from "@codemirror/view";
import type { Diagnostic, Listing, Option } from "natsconf";
import { assist } from "./assist";
import { ask, latest, type Refusal } from "./core";
import { byId, element } from "./dom";
import { apply, mark, reading, replace, reveal, writing } from "./editor";
import { EXAMPLES } from "./examples";
import { accept, save } from "./files";
import { quoted, show, verdict } from "./problems";
import { pack, unpack } from "./share";
import { EMPTY, type Mode, type State, VERSIONS } from "./state";
import { type Tab, tabs } from "./tabs";
import { theme } from "./theme";

const NAMES = { config: "nats.conf", template: "nats.conf.tftpl" };

const state: State = { ...EMPTY };
/** What was found in the text that is checked, and what a template gave. */
let found: Diagnostic[] = [];
let rendered: string | undefined;
let tab: Tab = "problems";

const version = byId<HTMLSelectElement>("version");
const examples = byId<HTMLSelectElement>("examples");
const kind = byId<HTMLSelectElement>("variables-kind");
const panels = { problems: byId("panel-problems"), text: byId("panel-text") };

const refresh = latest(check);
const commands = keymap.of([
  { key: "Shift-Alt-f", run: () => (void format(), true) },
  { key: "Mod-s", run: () => (void format(), true) },
  { key: "Mod-.", run: () => fixHere() },
]);
const main = writing(byId("editor"), "Configuration", edited, commands);
const variables = writing(byId("variables"), "Variables of the template", edited);
const reader = reading(byId("text"), "Result");

function edited(): void {
  state.text = main.view.state.doc.toString();
  state.variables = variables.view.state.doc.toString();
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  refresh();
}

/** Has everything checked, and shows it. */
async function check(): Promise<void> {
  const { text, mode } = state;
  let listing: Listing;
  try {
    listing = mode === "template" ? await render() : await ask("lint", text, settings());
  } catch (refusal) {
    rendered = undefined;
    listing = refused(refusal as Refusal);
  }
  // What was typed meanwhile is checked next; marks belong to the text that was checked.
  if (text === state.text && mode === state.mode) present(listing);
  await showText();
}

async function render(): Promise<Listing> {
  const result = await ask("renderTemplate", state.text, {
    ...settings(),
    variables: state.variables,
    variables_name: variablesName(),
  });
  rendered = result.text;
  return result;
}

function settings() {
  return { name: NAMES[state.mode], nats_version: state.version, columns: "utf16" as const };
}

function refused({ message, diagnostics }: Refusal): Listing {
  if (diagnostics.length === 0) byId("verdict").textContent = message;
  return { diagnostics, summary: { files: 1, errors: diagnostics.length, warnings: 0, hints: 0 } };
}

function present({ diagnostics, summary }: Listing): void {
  found = diagnostics;
  mark(main.view, diagnostics.filter(({ file }) => file === NAMES[state.mode]));
  mark(variables.view, diagnostics.filter(({ file }) => file === variablesName()));
  show(panels.problems, diagnostics, {
    reveal: (finding) => go(finding),
    fix: (finding) => finding.fix && apply(editorOf(finding), [finding.fix]),
    isHere: ({ file }) => file === NAMES[state.mode] || file === variablesName(),
  });
  const words = verdict(summary);
  if (byId("verdict").textContent !== words) byId("verdict").textContent = words;
  byId("verdict").dataset.worst = summary.errors ? "error" : summary.warnings ? "warning" : summary.hints ? "hint" : "fine";
  byId("count").textContent = String(diagnostics.length);
  byId("count").hidden = diagnostics.length === 0;
  byId("fix-all").hidden = safe().length < 2;
}

/** The findings whose fix keeps the meaning. */
function safe(): Diagnostic[] {
  return found.filter(({ fix, file }) => fix?.safe && file === NAMES.config);
}

function variablesName(): string {
  return state.variablesKind === "json" ? "variables.json" : "variables.tfvars";
}

function editorOf({ file }: Diagnostic) {
  return file === variablesName() ? variables.view : main.view;
}

function go(finding: Diagnostic): void {
  if (isNarrow()) choose("editor");
  reveal(editorOf(finding), finding);
}

/** The fix of the finding that the cursor stands in. */
function fixHere(): boolean {
  const { head } = main.view.state.selection.main;
  const line = main.view.state.doc.lineAt(head).number;
  const here = found.find(({ fix, line: first, end_line: last }) => fix && first <= line && line <= last);
  if (here?.fix) apply(main.view, [here.fix]);
  return true;
}

/** Fills the panel of text, when it is shown. */
async function showText(): Promise<void> {
  if (tab !== "formatted" && tab !== "json") return;
  const source = state.mode === "template" ? rendered : state.text;
  try {
    if (source === undefined) throw { message: "The template gives no configuration yet: see the problems.", diagnostics: [] };
    const { nats_version } = settings();
    const text = tab === "json" ? JSON.stringify(await ask("parse", source, { name: NAMES.config, nats_version }), null, 2) : await ask("format", source, { name: NAMES.config, nats_version });
    replace(reader, text);
    readable();
  } catch (refusal) {
    readable((refusal as Refusal).message);
  }
}

function readable(problem?: string): void {
  byId("text").hidden = problem !== undefined;
  byId("save").hidden = problem !== undefined;
  byId("unreadable").hidden = problem === undefined;
  byId("unreadable").replaceChildren(...quoted(problem ?? ""));
}

async function format(): Promise<void> {
  if (state.mode === "template") return;
  const text = state.text;
  try {
    const formatted = await ask("format", text, settings());
    if (text === state.text) replace(main.view, formatted);
    say("Formatted");
  } catch {
    say("Not formatted: the problems come first");
    choose("problems");
  }
}

/** Says something in the place of the verdict, for a while. */
function say(words: string): void {
  byId("said").textContent = words;
  setTimeout(() => {
    if (byId("said").textContent === words) byId("said").textContent = "";
  }, 4000);
}

/** Takes over another state. */
function load(next: Partial<State>): void {
  Object.assign(state, next);
  const { text, variables: values, variablesKind, version: wanted, mode } = state;
  setMode(mode);
  [version.value, kind.value] = [wanted, variablesKind];
  byId("variables-name").textContent = variablesName();
  replace(main.view, text);
  replace(variables.view, values);
  main.view.dispatch({ selection: { anchor: 0 }, scrollIntoView: true });
  refresh();
}

function setMode(mode: Mode): void {
  state.mode = mode;
  document.body.dataset.mode = mode;
  for (const chosen of document.querySelectorAll<HTMLElement>("[data-mode][aria-pressed]")) {
    chosen.setAttribute("aria-pressed", String(chosen.dataset.mode === mode));
  }
  byId("filename").textContent = NAMES[mode];
  byId("variables-pane").hidden = mode !== "template";
  byId("format").hidden = mode === "template";
  byId("tab-formatted").textContent = mode === "template" ? "Config" : "Formatted";
}

const choose = tabs(document.querySelector<HTMLElement>("[role=tablist]")!, (chosen) => {
  tab = chosen;
  document.body.dataset.tab = tab;
  panels.problems.hidden = tab !== "problems";
  panels.text.hidden = tab !== "formatted" && tab !== "json";
  panels.text.setAttribute("aria-labelledby", `tab-${tab}`);
  void showText();
});

function isNarrow(): boolean {
  return matchMedia("(max-width: 820px)").matches;
}

function example(title: string): void {
  load({ ...EXAMPLES[title], version: state.version });
}

/** What each mode shows when there is nothing of the reader's own in it. */
const kept: Partial<Record<Mode, Partial<State>>> = {};

function switchMode(mode: Mode): void {
  if (mode === state.mode) return;
  kept[state.mode] = { ...state };
  load({ ...(kept[mode] ?? Object.values(EXAMPLES).find((one) => one.mode === mode)), mode, version: state.version });
}

async function share(): Promise<void> {
  const link = new URL(location.href);
  link.hash = await pack(state);
  history.replaceState(null, "", link);
  try {
    await navigator.clipboard.writeText(link.href);
    say("Link copied");
  } catch {
    say("The link is in the address bar");
  }
}

async function start(): Promise<void> {
  theme();
  version.append(...VERSIONS.map((family) => element("option", { value: family }, family)));
  examples.append(element("option", { value: "" }, "Examples…"), ...Object.keys(EXAMPLES).map((title) => element("option", { value: title }, title)));
  examples.addEventListener("change", () => {
    if (examples.value) example(examples.value);
    examples.value = "";
  });
  version.addEventListener("change", () => load({ version: version.value }));
  kind.addEventListener("change", () => load({ variablesKind: kind.value as State["variablesKind"] }));
  for (const mode of ["config", "template"] as const) {
    document.querySelector(`button[data-mode=${mode}]`)?.addEventListener("click", () => switchMode(mode));
  }
  byId("format").addEventListener("click", () => void format());
  byId("share").addEventListener("click", () => void share());
  byId("download").addEventListener("click", () => save(NAMES[state.mode], state.text));
  byId("save").addEventListener("click", () => save(tab === "json" ? "nats.json" : "nats.conf", reader.state.doc.toString()));
  byId("fix-all").addEventListener("click", () => apply(main.view, safe().flatMap(({ fix }) => (fix ? [fix] : []))));
  accept((name, text) => load({ mode: /\.(tftpl|tpl|tmpl)$/.test(name) ? "template" : "config", text }));
  addEventListener("hashchange", async () => {
    const shared = await unpack(location.hash);
    if (shared) load(shared);
  });

  const shared = await unpack(location.hash);
  choose(isNarrow() ? "editor" : "problems");
  load(shared ?? EXAMPLES["Written in a hurry"]);
  const options: Option[] = await ask("options");
  main.extend(assist(options, () => state.version));
}

void start();
