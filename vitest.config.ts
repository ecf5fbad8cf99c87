import { defineConfig } from "vitest/config";

/**
 * Test files that leave nothing behind but what they close: they share a process, and with it the modules that all of them load.
 * Whatever else there is has a process to itself: what starts processes, puts its own in the place of Node's (nock), or counts memory.
 */
const FOLDERS = ["access", "core", "dashboard", "db", "http", "lanes", "sandbox"];
const NOT_THESE = ["events-load", "limits", "setup-hosts", "sign-in"];

const together = `test/{${FOLDERS.join()}}/**/!(${NOT_THESE.join("|")}).test.ts`;

export default defineConfig({
  test: {
    globalSetup: ["test/support/quick-folders.ts"],
    setupFiles: ["test/support/setup.ts"],
    pool: "forks",
    // Every core: most tests wait for disks and child processes.
    maxWorkers: "100%",
    // Long beside what anything takes, for machines that do other things as well: what must be quick says so itself.
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "together", include: [together], isolate: false } },
      { extends: true, test: { name: "apart", include: ["test/**/*.test.ts"], exclude: [together] } },
    ],
  },
});
