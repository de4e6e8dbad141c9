import { readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

/** Puts the /chat page beside the scripts, and sees to it that widget.js stands alone. */
function pages(): Plugin {
  return {
    name: "detente-pages",
    generateBundle(_, bundle) {
      const widget = bundle["widget.js"];
      if (widget?.type !== "chunk" || widget.imports.length > 0) {
        this.error("widget.js must need no other file: move what it shares with chat.ts out of the two");
      }
      this.emitFile({ type: "asset", fileName: "chat.html", source: readFileSync("chat.html", "utf8") });
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
        postBanner: (chunk) => (chunk.name === "widget" ? `/*! Détente widget ${version} */` : ""),
      },
    },
  },
});
