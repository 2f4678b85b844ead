import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { core } from "./build/core.ts";

export default defineConfig({
  plugins: [core(), viteSingleFile({ removeViteModuleLoader: true })],
  worker: { format: "iife", plugins: () => [core()] },
  build: {
    target: "es2022",
    outDir: "dist",
    assetsInlineLimit: 100_000_000,
    cssCodeSplit: false,
    reportCompressedSize: false,
    rollupOptions: { input: "classroom.html" },
  },
});
