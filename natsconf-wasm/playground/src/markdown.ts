// The pages of the findings: headings, paragraphs, lists and blocks of code, as elements.

import { element } from "./dom";

/** A page without its title. */
export function markdown(text: string): HTMLElement {
  const page = element("div", { class: "page" });
  for (const block of blocks(text)) {
    if (block.startsWith("```")) page.append(code(block));
    else if (block.startsWith("- ")) page.append(element("ul", {}, ...block.split(/^- /m).slice(1).map((item) => element("li", {}, ...inline(item)))));
    else if (!block.startsWith("# ")) page.append(element("p", {}, ...inline(block.replace(/^#+ /, ""))));
  }
  return page;
}

/** Parts between empty lines, but those in code. */
function blocks(text: string): string[] {
  return (text.match(/^```[^]*?^```|(?:(?!```)[^\n]+\n?)+/gm) ?? []).map((block) => block.trim());
}

function code(block: string): HTMLElement {
  const [info, ...lines] = block.split("\n");
  const title = { reports: "Reported", accepts: "Accepted", fixed: "Fixed" }[info.split(" ").at(-1) ?? ""];
  const text = element("pre", { tabindex: "0" }, element("code", {}, lines.slice(0, -1).join("\n")));
  return title ? element("figure", {}, element("figcaption", {}, title), text) : text;
}

function inline(text: string): (Node | string)[] {
  return text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? element("code", {}, part) : part.replaceAll(/\*\*?/g, "")));
}
