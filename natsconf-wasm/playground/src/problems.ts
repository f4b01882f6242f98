// The list of what is wrong: each with its place, the way out, and its page.

import type { Diagnostic, Summary } from "natsconf";
import { ask } from "./core";
import { button, element } from "./dom";
import { markdown } from "./markdown";

/** What the list can do to the editor. */
export interface Acts {
  reveal(finding: Diagnostic): void;
  fix(finding: Diagnostic): void;
  /** Whether the finding is in a text that can be edited. */
  isHere(finding: Diagnostic): boolean;
}

/** More than these are not worth a list: whoever fixes them sees the rest. */
const MOST = 200;

/** Shows the findings. */
export function show(panel: HTMLElement, found: Diagnostic[], acts: Acts): void {
  const items = found.slice(0, MOST).map((finding) => item(finding, acts));
  const rest = found.length > MOST ? [element("p", { class: "rest" }, `and ${found.length - MOST} more`)] : [];
  panel.replaceChildren(element("ol", { class: "problems" }, ...items), ...rest);
}

/** Says something in the place of the list. */
export function tell(panel: HTMLElement, words: string, title?: string): void {
  const head = title ? [element("p", { class: "fine" }, title)] : [];
  panel.replaceChildren(element("div", { class: "empty" }, ...head, element("p", {}, ...quoted(words))));
}

function item(finding: Diagnostic, acts: Acts): HTMLElement {
  const { severity, message, help, fix } = finding;
  const here = acts.isHere(finding);
  const where = `${here ? "" : `${finding.file} `}${finding.line}:${finding.column}`;
  const place = here
    ? button(where, { class: "place", "aria-label": `${where}: line ${finding.line}, column ${finding.column}` }, () => acts.reveal(finding))
    : element("span", { class: "place" }, where);
  const row = element("div", { class: "row" }, ...(fix && here ? [button(fix.title, { class: "fix" }, () => acts.fix(finding))] : []), explained(finding));
  return element(
    "li",
    { class: `problem ${severity}` },
    element("span", { class: "severity" }, severity),
    element("div", { class: "what" }, element("p", { class: "message" }, ...quoted(message)), ...(help ? [element("p", { class: "help" }, ...quoted(help))] : []), row),
    place,
  );
}

/** The name of the finding, which unfolds its page. */
function explained({ code }: Diagnostic): HTMLElement {
  const details = element("details", {}, element("summary", {}, element("code", {}, code)));
  details.addEventListener("toggle", async () => {
    if (details.open && details.childElementCount === 1) details.append(markdown((await ask("explain", code)) ?? ""));
  });
  return details;
}

/** What stands in backquotes is code. */
export function quoted(text: string): (Node | string)[] {
  return text.split("`").map((part, at) => (at % 2 ? element("code", {}, part) : part));
}

/** How much was found, in words. */
export function verdict({ errors, warnings, hints }: Summary): string {
  const counts: [number, string][] = [[errors, "error"], [warnings, "warning"], [hints, "hint"]];
  const words = counts.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}${count === 1 ? "" : "s"}`);
  return words.length > 0 ? words.join(", ") : "No problems";
}
