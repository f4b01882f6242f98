// The core at work, beside the page: one question in, one answer out.

import init, * as natsconf from "natsconf";
import embedded from "virtual:module";
import { XzReadableStream } from "xz-decompress";
import type { Answer, Question } from "./core";

const ready = module(embedded).then(init);

/** The bytes of the module, which is compressed and in base 64. */
function module(base64: string): Promise<ArrayBuffer> {
  const compressed = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))]);
  return new Response(new XzReadableStream(compressed.stream())).arrayBuffer();
}

function answer({ name, args }: Question): Pick<Answer, "result" | "error"> {
  try {
    return { result: (natsconf[name] as (...args: unknown[]) => unknown)(...args) };
  } catch (error) {
    const { message, diagnostics = [] } = error as natsconf.NatsconfError;
    return { error: { message, diagnostics } };
  }
}

self.onmessage = async ({ data }: MessageEvent<Question>) => {
  await ready;
  self.postMessage({ id: data.id, ...answer(data) });
};
