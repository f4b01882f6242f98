// The page as one program without modules, so that it also runs when its files are opened from a folder.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const PACKAGE = process.env.NATSCONF_NPM ?? path("../../target/playground-npm");

/** Compresses as well as xz can, in a window that holds the whole module. Node has no xz, Python has. */
const XZ = `
import lzma, sys
best = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0, "nice_len": 273, "dict_size": 4 << 20}
sys.stdout.buffer.write(lzma.compress(sys.stdin.buffer.read(), check=lzma.CHECK_CRC32, filters=[best]))
`;

/** `virtual:module` is the WebAssembly module in base 64: the page may fetch nothing. Compressed by xz, it is a third
 * smaller than by what browsers have built in. */
const embedded = () => ({
  name: "embedded-module",
  resolveId: (id) => (id === "virtual:module" ? "\0module" : undefined),
  load: (id) => {
    if (id !== "\0module") return undefined;
    const input = readFileSync(`${PACKAGE}/natsconf_bg.wasm`);
    const compressed = execFileSync(path("../../.tools/python/bin/python"), ["-c", XZ], { input, maxBuffer: input.length });
    return `export default ${JSON.stringify(compressed.toString("base64"))};`;
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
