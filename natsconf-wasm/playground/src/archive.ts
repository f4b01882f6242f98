// A deployment as one file: the description, the rendered folder and the keys beside it, as `natsconf render` has them, so
// that it can go on from there.

import { strToU8, type Zippable, zipSync } from "fflate";
import type { Keys, RenderedFile } from "natsconf";
import { DESCRIPTION } from "./keys";

const FOLDER = "deployment";
/** What Unix may do with an entry: read by all, or by the owner only. */
const OPEN = 0o100644;
const SECRET = 0o100600;
const SECRET_FOLDER = 0o40700;

/** The archive. */
export function archive(description: string, files: RenderedFile[], keys: Keys): Uint8Array<ArrayBuffer> {
  const entries: Zippable = { [DESCRIPTION]: entry(description, OPEN) };
  for (const { path, text, secret } of files) entries[`${FOLDER}/${path}`] = entry(text, secret ? SECRET : OPEN);
  entries[`${FOLDER}-keys/`] = entry("", SECRET_FOLDER);
  for (const [name, text] of keyFiles(keys)) entries[`${FOLDER}-keys/${name}`] = entry(`${text}\n`, SECRET);
  return zipSync(entries) as Uint8Array<ArrayBuffer>;
}

function entry(text: string, mode: number): Zippable[string] {
  return [strToU8(text), { os: 3, attrs: (mode << 16) >>> 0 }];
}

/** The files of the key folder, named as natsconf names them. */
function keyFiles({ seeds, tokens, secrets }: Keys): [string, string][] {
  const kinds = { nk: seeds, jwt: tokens, secret: secrets };
  return Object.entries(kinds).flatMap(([end, kept]) =>
    Object.entries(kept).map(([name, text]): [string, string] => [`${name.split("/").map(encode).join("/")}.${end}`, text]),
  );
}

/** Letters, digits and `-`, `_`, `@`, `.` (not in front) stand for themselves, other bytes as `%` and two digits. */
function encode(part: string): string {
  const plain = (byte: number, at: number) => /[\w@-]/.test(String.fromCharCode(byte)) || (byte === 0x2e && at > 0);
  const bytes = Array.from(strToU8(part), (byte, at) => (plain(byte, at) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`));
  return bytes.join("") || "%";
}
