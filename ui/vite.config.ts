// Builds the window's page into dist/, serves it for development and runs its unit tests.
// The development page (dev/) is not an input of the build, so the fake never ships.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";
import { devCatalogue } from "./dev/catalogue.ts";

export default defineConfig({
  plugins: [svelte(), devCatalogue()],
  build: {
    target: ["safari16.4", "chrome110"],
    // Inlined assets would be data: addresses, which the window's content security policy refuses for fonts.
    assetsInlineLimit: 0,
  },
  server: { host: "127.0.0.1" },
  resolve: process.env.VITEST ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    // Long enough for a machine that is busy with other work: how fast it is, is not what is tested.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Once more where a test fails; the report says which needed it.
    retry: 1,
    expect: { poll: { timeout: 10_000 } },
  },
});
