// The page: what is typed goes to the worker, and what it says is shown.

import "./style.css";

import type { Extension } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import type { Diagnostic, Listing } from "natsconf";
import { assist, CONF, YAML } from "./assist";
import { ask, latest, type Refusal } from "./core";
import { deployment } from "./deployment";
import { byId, element } from "./dom";
import { apply, mark, reading, replace, reveal, speak, writing } from "./editor";
import { EXAMPLES } from "./examples";
import { accept, save } from "./files";
import { DESCRIPTION, forget, render } from "./keys";
import { quoted, show, tell, verdict } from "./problems";
import { pack, unpack } from "./share";
import { EMPTY, type Mode, MODES, type State, VERSIONS } from "./state";
import { type Tab, tabs } from "./tabs";
import { theme } from "./theme";

const NAMES = { config: "nats.conf", template: "nats.conf.tftpl", deployment: DESCRIPTION };
/** What is said when nothing is wrong. */
const PRAISE = {
  config: "The server takes this configuration as it stands.",
  template: "The server takes the configuration that the template gives.",
  deployment: "The description is sound: its files are rendered.",
};

const state: State = { ...EMPTY };
/** What was found in the text that is checked, and what a template gave. */
let found: Diagnostic[] = [];
let rendered: string | undefined;
let tab: Tab = "problems";

const version = byId<HTMLSelectElement>("version");
const examples = byId<HTMLSelectElement>("examples");
const kind = byId<HTMLSelectElement>("variables-kind");
const panels = { problems: byId("panel-problems"), text: byId("panel-text"), files: byId("panel-files") };

const refresh = latest(check);
const commands = keymap.of([
  { key: "Shift-Alt-f", run: () => (void format(), true) },
  { key: "Mod-s", run: () => (void format(), true) },
  { key: "Mod-.", run: () => fixHere() },
]);
const main = writing(byId("editor"), "Configuration", edited, commands);
const variables = writing(byId("variables"), "Variables of the template", edited);
const reader = reading(byId("text"), "Result");
const rendering = deployment(refresh);
/** What the editor knows about a configuration, and about a description. */
const help: Partial<Record<"conf" | "yaml", Extension>> = {};

function edited(): void {
  state.text = main.view.state.doc.toString();
  state.variables = variables.view.state.doc.toString();
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
  refresh();
}

/** Has everything checked, and shows it. */
async function check(): Promise<void> {
  const { text, mode } = state;
  // What was typed meanwhile is checked next; what is shown belongs to the text that was checked.
  const isPresent = () => text === state.text && mode === state.mode;
  try {
    const show = await CHECKS[mode](text);
    if (isPresent()) show();
  } catch (refusal) {
    if (isPresent()) refuse(refusal as Refusal);
  }
  await showText();
}

/** How the text of each mode is checked, and what is then shown. */
const CHECKS: Record<Mode, (text: string) => Promise<() => void>> = {
  config: async (text) => {
    const listing = await ask("lint", text, settings());
    return () => present(listing);
  },
  template: async (text) => {
    const values = { variables: state.variables, variables_name: variablesName() };
    const result = await ask("renderTemplate", text, { ...settings(), ...values });
    return () => {
      rendered = result.text;
      present(result);
    };
  },
  deployment: async (text) => {
    const result = await render(text);
    return () => {
      rendering.show(text, result);
      present(result);
    };
  },
};

function settings() {
  return { name: NAMES[state.mode], nats_version: state.version, columns: "utf16" as const };
}

/** Shows why there is nothing: what is wrong with the text, or words about the whole of it. */
function refuse({ message, diagnostics }: Refusal): void {
  rendered = undefined;
  rendering.keep();
  present({ diagnostics, summary: { files: 1, errors: Math.max(1, diagnostics.length), warnings: 0, hints: 0 } });
  if (diagnostics.length === 0) tell(panels.problems, message);
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
  if (diagnostics.length === 0) tell(panels.problems, PRAISE[state.mode], "Nothing to report.");
  const words = verdict(summary);
  if (byId("verdict").textContent !== words) byId("verdict").textContent = words;
  byId("verdict").dataset.worst = summary.errors ? "error" : summary.warnings ? "warning" : summary.hints ? "hint" : "fine";
  byId("count").textContent = String(diagnostics.length);
  byId("count").hidden = diagnostics.length === 0;
  byId("fix-all").hidden = safe().length < 2;
}

/** The findings whose fix keeps the meaning. */
function safe(): Diagnostic[] {
  return found.filter(({ fix, file }) => fix?.safe && file === NAMES[state.mode]);
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
  if (state.mode !== "config") return;
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
  const isAnother = document.body.dataset.mode !== mode;
  state.mode = mode;
  document.body.dataset.mode = mode;
  for (const chosen of document.querySelectorAll<HTMLElement>("[data-mode][aria-pressed]")) {
    chosen.setAttribute("aria-pressed", String(chosen.dataset.mode === mode));
  }
  byId("filename").textContent = NAMES[mode];
  byId("variables-pane").hidden = mode !== "template";
  byId("format").hidden = mode !== "config";
  byId("tab-formatted").textContent = mode === "template" ? "Config" : "Formatted";
  // A description says itself which version it is for.
  byId("server").hidden = mode === "deployment";
  for (const name of ["formatted", "json", "files"]) byId(`tab-${name}`).hidden = (name === "files") !== (mode === "deployment");
  if (mode === "deployment" && isAnother && !isNarrow()) choose("files");
  else if (byId(`tab-${tab}`).hidden) choose(mode === "deployment" ? "files" : "problems");
  const language = mode === "deployment" ? "yaml" : "conf";
  speak(main.view, language);
  main.extend(help[language] ?? []);
}

const choose = tabs(document.querySelector<HTMLElement>("[role=tablist]")!, (chosen) => {
  tab = chosen;
  document.body.dataset.tab = tab;
  panels.problems.hidden = tab !== "problems";
  panels.text.hidden = tab !== "formatted" && tab !== "json";
  panels.files.hidden = tab !== "files";
  panels.text.setAttribute("aria-labelledby", `tab-${tab}`);
  void showText();
});

function isNarrow(): boolean {
  return matchMedia("(max-width: 820px)").matches;
}

/** Begins with something else. */
function open(next: Partial<State>): void {
  forget();
  rendering.clear();
  load(next);
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

function examplesOf(mode: Mode): HTMLElement {
  const titles = Object.keys(EXAMPLES).filter((title) => EXAMPLES[title].mode === mode);
  const label = document.querySelector(`button[data-mode=${mode}]`)?.textContent ?? mode;
  return element("optgroup", { label }, ...titles.map((title) => element("option", { value: title }, title)));
}

/** What a file is, by its name. */
function modeOf(name: string): Mode {
  if (/\.ya?ml$/.test(name)) return "deployment";
  return /\.(tftpl|tpl|tmpl)$/.test(name) ? "template" : "config";
}

async function start(): Promise<void> {
  theme();
  version.append(...VERSIONS.map((family) => element("option", { value: family }, family)));
  examples.append(element("option", { value: "" }, "Examples…"), ...MODES.map(examplesOf));
  examples.addEventListener("change", () => {
    if (examples.value) open({ ...EXAMPLES[examples.value], version: state.version });
    examples.value = "";
  });
  version.addEventListener("change", () => load({ version: version.value }));
  kind.addEventListener("change", () => load({ variablesKind: kind.value as State["variablesKind"] }));
  for (const mode of MODES) {
    document.querySelector(`button[data-mode=${mode}]`)?.addEventListener("click", () => switchMode(mode));
  }
  byId("format").addEventListener("click", () => void format());
  byId("share").addEventListener("click", () => void share());
  byId("download").addEventListener("click", () => save(NAMES[state.mode], state.text));
  byId("save").addEventListener("click", () => save(tab === "json" ? "nats.json" : "nats.conf", reader.state.doc.toString()));
  byId("fix-all").addEventListener("click", () => apply(main.view, safe().flatMap(({ fix }) => (fix ? [fix] : []))));
  accept((name, text) => open({ mode: modeOf(name), text }));
  addEventListener("hashchange", async () => {
    const shared = await unpack(location.hash);
    if (shared) open(shared);
  });

  const shared = await unpack(location.hash);
  choose(isNarrow() ? "editor" : "problems");
  load(shared ?? EXAMPLES["Written in a hurry"]);
  help.conf = assist(await ask("options"), CONF, () => state.version);
  help.yaml = assist(await ask("options", "deployment"), YAML, () => VERSIONS[0]);
  setMode(state.mode);
}

void start();
