// Files as a tree, for pointer and keyboard, as the ARIA practices have it. The items are a list of their own, each with
// its level, so that a folder is called what is written on it.

import { element } from "./dom";

/** A file to be shown. */
export interface Leaf {
  path: string;
  /** Whether it is only for its owner to read. */
  secret: boolean;
}

/** Shows files below an element with the role `tree`. Returns how to show others, and which of them is looked at. */
export function tree(root: HTMLElement, looked: (path: string) => void) {
  const items = () => [...root.children] as HTMLElement[];
  const focus = (item?: HTMLElement, move = true) => {
    if (!item) return;
    for (const other of items()) other.tabIndex = other === item ? 0 : -1;
    if (move) item.focus();
  };
  const unfold = (folder: HTMLElement, open: boolean) => {
    folder.ariaExpanded = String(open);
    const closed = items().filter(({ ariaExpanded }) => ariaExpanded === "false");
    for (const item of items()) item.hidden = closed.some((folder) => folder !== item && path(item).startsWith(path(folder)));
  };
  const act = (item: HTMLElement) => {
    focus(item);
    if (isFolder(item)) unfold(item, item.ariaExpanded !== "true");
    else looked(path(item));
  };

  root.addEventListener("click", ({ target }) => {
    const item = (target as Element).closest<HTMLElement>("[role=treeitem]");
    if (item) act(item);
  });
  root.addEventListener("keydown", (event) => {
    const visible = items().filter(({ hidden }) => !hidden);
    const at = visible.indexOf(document.activeElement as HTMLElement);
    const item = visible[at];
    if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(visible[at + 1]),
      ArrowUp: () => focus(visible[at - 1]),
      Home: () => focus(visible[0]),
      End: () => focus(visible.at(-1)),
      ArrowRight: () => (item.ariaExpanded === "false" ? unfold(item, true) : isFolder(item) && focus(visible[at + 1])),
      ArrowLeft: () => (item.ariaExpanded === "true" ? unfold(item, false) : focus(visible.find((other) => path(other) === parent(path(item))))),
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
    select(selected: string): void {
      for (const item of items()) {
        if (isFolder(item)) continue;
        item.ariaSelected = String(path(item) === selected);
        if (path(item) === selected) focus(item, false);
      }
    },
  };
}

/** What is in a folder: folders first, each in the order of names. */
function level(files: Leaf[], folder: string, depth: number): HTMLElement[] {
  const rest = (file: Leaf) => file.path.slice(folder.length).split("/");
  const folders = [...new Set(files.filter((file) => rest(file).length > 1).map((file) => rest(file)[0]))].sort();
  const own = files.filter((file) => rest(file).length === 1);
  return [
    ...folders.flatMap((name) => {
      const inside = `${folder}${name}/`;
      const below = files.filter(({ path }) => path.startsWith(inside));
      return [item(inside, name, depth, { "aria-expanded": "true" }), ...level(below, inside, depth + 1)];
    }),
    ...own.map((file) => {
      const tags = file.secret ? [" ", element("span", { class: "secret" }, "secret")] : [];
      return item(file.path, rest(file)[0], depth, { "aria-selected": "false" }, ...tags);
    }),
  ];
}

function item(path: string, name: string, depth: number, state: Record<string, string>, ...tags: (Node | string)[]): HTMLElement {
  const made = element("li", { role: "treeitem", "aria-level": String(depth), tabindex: "-1", "data-path": path, ...state }, element("span", { class: "name" }, name), ...tags);
  made.style.setProperty("--depth", String(depth));
  return made;
}

/** The path of an item; that of a folder ends with a slash. */
function path(item: HTMLElement): string {
  return item.dataset.path ?? "";
}

function parent(path: string): string {
  return path.replace(/[^/]+\/?$/, "");
}

function isFolder(item: HTMLElement): boolean {
  return path(item).endsWith("/");
}

/** The next item whose name begins with a letter. */
function named(items: HTMLElement[], at: number, letter: string): HTMLElement | undefined {
  const next = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return next.find(({ textContent }) => textContent.toLowerCase().startsWith(letter.toLowerCase()));
}
