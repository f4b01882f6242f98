// The panel of files: what a description gives, to look at and to save.

import type { RenderedDeployment, RenderedFile } from "natsconf";
import { archive } from "./archive";
import { byId } from "./dom";
import { reading, replace, speak } from "./editor";
import { save } from "./files";
import { forget, needed } from "./keys";
import { tree } from "./tree";

/** Gives life to the panel; `again` has the description rendered once more. */
export function deployment(again: () => void) {
  let description = "";
  let files: RenderedFile[] = [];
  let chosen: RenderedFile | undefined;
  const viewer = reading(byId("file-text"), "Rendered file");
  const shown = tree(byId("tree"), (path) => look(files.find((file) => file.path === path)));

  function look(file?: RenderedFile): void {
    if (file?.path !== chosen?.path) viewer.scrollDOM.scrollTop = 0;
    chosen = file;
    if (!file) return;
    byId("viewed").textContent = file.path;
    speak(viewer, /\.(conf|json)$/.test(file.path) ? "conf" : "plain");
    replace(viewer, file.text);
    shown.select(file.path);
  }

  function fill(): void {
    const empty = files.length === 0;
    byId("browser").hidden = empty;
    byId("save-all").hidden = empty;
    byId("no-files").hidden = !empty;
    byId("old-files").hidden = true;
    byId("file-count").hidden = empty;
    byId("file-count").textContent = String(files.length);
    shown.show(files);
    look(files.find(({ path }) => path === chosen?.path) ?? first(files));
  }

  byId("save-file").addEventListener("click", () => chosen && save(chosen.path.split("/").at(-1) ?? "", chosen.text));
  byId("save-all").addEventListener("click", async () => save("deployment.zip", archive(description, files, await needed(description))));
  byId("rekey").addEventListener("click", () => {
    forget();
    again();
  });

  return {
    /** Shows what a description gave. */
    show(text: string, rendered: RenderedDeployment): void {
      [description, files] = [text, rendered.files];
      byId("certificates").hidden = rendered.certificates.length === 0;
      fill();
    },
    /** Says that the files are those of an earlier description: the present one gives none. */
    keep(): void {
      byId("old-files").hidden = files.length === 0;
    },
    /** Has nothing to show. */
    clear(): void {
      files = [];
      fill();
    },
  };
}

/** What to look at first: the configuration of a server. */
function first(files: RenderedFile[]): RenderedFile | undefined {
  return files.find(({ path, secret }) => /^config\/.*\.conf$/.test(path) && !secret) ?? files[0];
}
