// Builds the page for browsers into dist-web/, from which a server gives it out.
import { resolve } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  root: resolve(import.meta.dirname, "web"),
  plugins: [svelte({ configFile: resolve(import.meta.dirname, "svelte.config.js") })],
  build: {
    outDir: resolve(import.meta.dirname, "dist-web"),
    emptyOutDir: true,
    target: ["safari16.4", "chrome110", "firefox115"],
    // Inlined assets would be data: addresses, which the server's content security policy refuses for fonts.
    assetsInlineLimit: 0,
  },
});
