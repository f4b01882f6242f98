// The page's side of the worker.

import type * as natsconf from "natsconf";
import type { Diagnostic } from "natsconf";
import Core from "./worker?worker&inline";

type Functions = Omit<typeof natsconf, "default" | "NatsconfError">;

export interface Question {
  id: number;
  name: keyof Functions;
  args: unknown[];
}

export interface Answer {
  id: number;
  result?: unknown;
  error?: Refusal;
}

/** Why there is no result. */
export interface Refusal {
  message: string;
  diagnostics: Diagnostic[];
}

const worker = new Core();
const waiting = new Map<number, { resolve: (result: never) => void; reject: (refusal: Refusal) => void }>();
let asked = 0;

worker.onmessage = ({ data: { id, result, error } }: MessageEvent<Answer>) => {
  const asker = waiting.get(id);
  waiting.delete(id);
  if (error) asker?.reject(error);
  else asker?.resolve(result as never);
};

/** Has the worker call a function of the package. Rejects with a `Refusal`. */
export function ask<Name extends keyof Functions>(
  name: Name,
  ...args: Parameters<Functions[Name]>
): Promise<ReturnType<Functions[Name]>> {
  const id = ++asked;
  const answer = new Promise<ReturnType<Functions[Name]>>((resolve, reject) => waiting.set(id, { resolve, reject }));
  worker.postMessage({ id, name, args } satisfies Question);
  return answer;
}

/** Runs a task again whenever asked, but never twice at once: of the calls while it runs, the last one counts. */
export function latest(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    do {
      again = false;
      await task();
    } while (again);
    running = false;
  };
  return () => void run();
}
