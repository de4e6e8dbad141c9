import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Puts the /chat page and the licence of what is bundled beside the scripts; sees to it that widget.js stands alone. */
function pages(): Plugin {
  return {
    name: "detente-pages",
    generateBundle(_, bundle) {
      const widget = bundle["widget.js"];
      if (widget?.type !== "chunk" || widget.imports.length > 0) {
        this.error("widget.js must need no other file: move what it shares with chat.ts out of the two");
      }
      for (const [fileName, path] of [
        ["chat.html", "chat.html"],
        ["licenses.txt", "node_modules/lit/LICENSE"],
      ] as const) {
        this.emitFile({ type: "asset", fileName, source: readFileSync(path, "utf8") });
      }
    },
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [pages()],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { widget: "src/widget.ts", chat: "src/chat/chat.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
        assetFileNames: "[name][extname]",
        postBanner: (chunk) =>
          chunk.name === "widget"
            ? `/*! Détente widget ${version}, Apache-2.0; with Lit, BSD-3-Clause: see licenses.txt beside this file */`
            : "",
      },
    },
  },
});
