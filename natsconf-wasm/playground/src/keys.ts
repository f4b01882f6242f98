// The keys of a deployment: made where the core runs, of the browser's random numbers, and known to this page alone.

import type { Keys, RenderedDeployment } from "natsconf";
import { ask } from "./core";

/** What the description is called. */
export const DESCRIPTION = "deployment.yaml";

const KINDS = ["seeds", "tokens", "secrets"] as const;

let kept: Keys = { seeds: {}, tokens: {}, secrets: {} };

/** Has the next rendering make all keys anew. */
export function forget(): void {
  kept = { seeds: {}, tokens: {}, secrets: {} };
}

/** The files of a deployment. Keys that were made for an earlier text are used again. */
export async function render(text: string): Promise<RenderedDeployment> {
  const rendered = await ask("render", text, { name: DESCRIPTION, kept, columns: "utf16" });
  for (const kind of KINDS) Object.assign(kept[kind], rendered.made[kind]);
  return rendered;
}

/** What is kept of all that a text needs: earlier ones may have needed more. */
export async function needed(text: string): Promise<Keys> {
  const { made } = await ask("render", text, { name: DESCRIPTION });
  const those = (kind: (typeof KINDS)[number]) => Object.keys(made[kind]).map((name) => [name, kept[kind][name] ?? made[kind][name]]);
  const [seeds, tokens, secrets] = KINDS.map((kind) => Object.fromEntries(those(kind)) as Record<string, string>);
  return { seeds, tokens, secrets };
}
