import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/quick-folders.ts"],
    setupFiles: ["test/support/setup.ts"],
    pool: "forks",
    // Every core: most tests wait for disks and child processes.
    maxWorkers: "100%",
    // Long beside what anything takes, for machines that do other things as well: what must be quick says so itself.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 30_000,
  },
});
