// A link that holds what is being edited: in its fragment, which browsers do not send.

import { EMPTY, MODES, type State, VERSIONS } from "./state";

/** Which way of packing a fragment holds. */
const PREFIX = "#1.";

/** The fragment of a link to this state. */
export async function pack(state: State): Promise<string> {
  const bytes = await through(JSON.stringify(state), new CompressionStream("deflate-raw"));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The state that a fragment holds, if it holds one. */
export async function unpack(fragment: string): Promise<State | undefined> {
  if (!fragment.startsWith(PREFIX)) return undefined;
  try {
    const binary = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const text = new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw")));
    return sane(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Takes of a stranger's object what is of the right kind. */
function sane(found: Partial<State>): State {
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return {
    mode: MODES.find((mode) => mode === found.mode) ?? "config",
    text: text(found.text, ""),
    variables: text(found.variables, EMPTY.variables),
    variablesKind: found.variablesKind === "tfvars" ? "tfvars" : "json",
    version: VERSIONS.find((version) => version === found.version) ?? VERSIONS[0],
  };
}

async function through(input: BlobPart, stream: GenericTransformStream): Promise<Uint8Array> {
  return new Uint8Array(await new Response(new Blob([input]).stream().pipeThrough(stream)).arrayBuffer());
}
