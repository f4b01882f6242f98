// Files in and out: picked, dropped, saved. All of it stays in the page.

import { byId, element } from "./dom";

/** The largest file that is opened, in bytes. */
const LARGEST = 5_000_000;

export type Opened = (name: string, text: string) => void;

/** Lets files be picked and dropped. */
export function accept(opened: Opened): void {
  const input = byId<HTMLInputElement>("file");
  const read = async (file?: File) => {
    if (file && file.size <= LARGEST) opened(file.name, await file.text());
  };
  byId("open").addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    await read(input.files?.[0]);
    input.value = "";
  });

  const veil = byId("drop");
  const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) veil.hidden = true;
  });
  addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!hasFile(event)) return;
    event.preventDefault();
    event.stopPropagation();
    void read(event.dataTransfer?.files[0]);
  }, { capture: true });
}

/** Has the browser save a text, or bytes. */
export function save(name: string, content: string | Uint8Array<ArrayBuffer>): void {
  const type = typeof content === "string" ? "text/plain" : "application/octet-stream";
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
