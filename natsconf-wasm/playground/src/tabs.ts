// The tabs of the results. On a narrow screen the editor is one of them.

export type Tab = "editor" | "problems" | "formatted" | "json" | "files";

/** Lets tabs be chosen by pointer and arrow keys. Returns how to choose one. */
export function tabs(list: HTMLElement, chosen: (tab: Tab) => void): (tab: Tab) => void {
  const all = [...list.querySelectorAll<HTMLElement>("[role=tab]")];
  const choose = (tab: HTMLElement) => {
    for (const other of all) {
      other.setAttribute("aria-selected", String(other === tab));
      other.tabIndex = other === tab ? 0 : -1;
    }
    chosen(tab.dataset.tab as Tab);
  };
  for (const tab of all) tab.addEventListener("click", () => choose(tab));
  list.addEventListener("keydown", (event) => {
    const visible = all.filter((tab) => tab.offsetParent !== null);
    const at = visible.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    const next = visible.at(to % visible.length);
    next?.focus();
    if (next) choose(next);
  });
  return (name) => {
    const tab = all.find((tab) => tab.dataset.tab === name);
    if (tab) choose(tab);
  };
}
