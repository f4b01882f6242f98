// Files as a tree, for pointer and keyboard, as the ARIA practices have it.

import { element } from "./dom";

/** A file to be shown. */
export interface Leaf {
  path: string;
  /** Whether it is only for its owner to read. */
  secret: boolean;
}

/** Shows files below an element with the role `tree`. Returns how to show others, and which of them is looked at. */
export function tree(root: HTMLElement, looked: (path: string) => void) {
  const items = () => [...root.querySelectorAll<HTMLElement>("[role=treeitem]")];
  const focus = (item: HTMLElement | null | undefined, move = true) => {
    if (!item) return;
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
    if (move) item.focus();
  };
  const act = (item: HTMLElement) => {
    focus(item);
    if (isFolder(item)) unfold(item, item.ariaExpanded !== "true");
    else if (item.dataset.path) looked(item.dataset.path);
  };

  root.addEventListener("click", ({ target }) => {
    const item = (target as Element).closest<HTMLElement>("[role=treeitem]");
    if (item) act(item);
  });
  root.addEventListener("keydown", (event) => {
    const item = document.activeElement as HTMLElement;
    if (!root.contains(item) || event.ctrlKey || event.metaKey || event.altKey) return;
    const visible = items().filter((item) => item.offsetParent !== null);
    const at = visible.indexOf(item);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(visible[at + 1]),
      ArrowUp: () => focus(visible[at - 1]),
      Home: () => focus(visible[0]),
      End: () => focus(visible.at(-1)),
      ArrowRight: () => (item.ariaExpanded === "false" ? unfold(item, true) : isFolder(item) && focus(visible[at + 1])),
      ArrowLeft: () => (item.ariaExpanded === "true" ? unfold(item, false) : focus(item.parentElement?.closest<HTMLElement>("[role=treeitem]"))),
      Enter: () => act(item),
      " ": () => act(item),
    };
    const move = moves[event.key] ?? (/^\S$/.test(event.key) ? () => focus(named(visible, at, event.key)) : undefined);
    if (!move) return;
    event.preventDefault();
    move();
  });

  return {
    /** Shows these files, unfolded; those that were shown already stay as they are. */
    show(files: Leaf[]): void {
      const key = JSON.stringify(files.map(({ path, secret }) => [path, secret]));
      if (root.dataset.key === key) return;
      root.dataset.key = key;
      root.replaceChildren(...level(files, "", 1));
      focus(items()[0], false);
    },
    /** Marks the file that is looked at. */
    select(path: string): void {
      for (const item of items()) {
        if (isFolder(item)) continue;
        item.ariaSelected = String(item.dataset.path === path);
        if (item.dataset.path === path) focus(item, false);
      }
    },
  };
}

/** The items of a folder: folders first, each in the order of names. */
function level(files: Leaf[], folder: string, depth: number): HTMLElement[] {
  const inside = files.filter(({ path }) => path.startsWith(folder));
  const parts = inside.map((file) => ({ file, rest: file.path.slice(folder.length).split("/") }));
  const folders = [...new Set(parts.filter(({ rest }) => rest.length > 1).map(({ rest }) => rest[0]))];
  return [
    ...folders.sort().map((name) => {
      const group = element("ul", { role: "group" }, ...level(inside, `${folder}${name}/`, depth + 1));
      return element("li", { role: "treeitem", "aria-expanded": "true", "aria-label": name, tabindex: "-1" }, label(name, depth), group);
    }),
    ...parts
      .filter(({ rest }) => rest.length === 1)
      .map(({ file, rest: [name] }) => {
        const words = file.secret ? `${name}, secret` : name;
        const tags = file.secret ? [element("span", { class: "secret" }, "secret")] : [];
        return element("li", { role: "treeitem", "aria-selected": "false", "aria-label": words, tabindex: "-1", "data-path": file.path }, label(name, depth, ...tags));
      }),
  ];
}

function label(name: string, depth: number, ...more: Node[]): HTMLElement {
  const made = element("span", { class: "label" }, element("span", { class: "name" }, name), ...more);
  made.style.setProperty("--depth", String(depth));
  return made;
}

function isFolder(item: HTMLElement): boolean {
  return item.ariaExpanded !== null;
}

function unfold(folder: HTMLElement, open: boolean): void {
  folder.ariaExpanded = String(open);
}

/** The next item whose name begins with a letter. */
function named(items: HTMLElement[], at: number, letter: string): HTMLElement | undefined {
  const next = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return next.find(({ ariaLabel }) => ariaLabel?.toLowerCase().startsWith(letter.toLowerCase()));
}
