// The page as one program without modules, so that it also runs when its files are opened from a folder.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compress, init } from "@bokuweb/zstd-wasm";
import { defineConfig } from "vite";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const PACKAGE = process.env.NATSCONF_NPM ?? path("../../target/playground-npm");

/** `virtual:module` is the WebAssembly module in base 64: the page may fetch nothing. Compressed by zstd, it is a fifth
 * smaller than by what browsers have built in. */
const embedded = () => ({
  name: "embedded-module",
  resolveId: (id) => (id === "virtual:module" ? "\0module" : undefined),
  load: async (id) => {
    if (id !== "\0module") return undefined;
    await init();
    const compressed = compress(readFileSync(`${PACKAGE}/natsconf_bg.wasm`), 22);
    return `export default ${JSON.stringify(Buffer.from(compressed).toString("base64"))};`;
  },
});

/** The module is embedded: it is not to lie beside the page too. */
const alone = () => ({
  name: "no-module-beside",
  enforce: "pre",
  transform: (code, id) => (id.endsWith("/natsconf.js") ? code.replace(/new URL\('natsconf_bg\.wasm', import\.meta\.url\)/, "''") : undefined),
});

/** A browser loads modules from servers only; a deferred script runs at the same time, from anywhere. */
const classic = () => ({
  name: "classic-script",
  enforce: "post",
  transformIndexHtml: (html) => html.replaceAll(/<script type="module" crossorigin/g, "<script defer").replaceAll(" crossorigin", ""),
});

export default defineConfig({
  root: path("."),
  base: "./",
  resolve: { alias: { natsconf: `${PACKAGE}/browser.js` } },
  plugins: [embedded(), classic()],
  worker: { format: "iife", plugins: () => [embedded(), alone()] },
  build: {
    outDir: path("../../target/playground"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    // One file: in a classic script, parts of it would be put in by the script, which the page does not let it.
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rolldownOptions: { output: { format: "iife" } },
  },
});
