// Dark and light: as the system has it, until the button says otherwise.

import { byId } from "./dom";

const KEY = "natsconf-theme";

/** Lets the button switch, and remembers what it said. */
export function theme(): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const toggle = byId<HTMLButtonElement>("theme");
  const show = () => {
    const dark = (remembered() ?? (system.matches ? "dark" : "light")) === "dark";
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    toggle.setAttribute("aria-pressed", String(dark));
  };
  toggle.addEventListener("click", () => {
    remember(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    show();
  });
  system.addEventListener("change", show);
  show();
}

/** A page that is opened from a folder may not be allowed to remember. */
function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(theme: string): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    document.documentElement.dataset.theme = theme;
  }
}
