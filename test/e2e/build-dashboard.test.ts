/** A server whose dashboard is not built: it answers at once, builds beside itself, and leaves nothing behind when it ends. */
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { PLACES } from "../../src/bundle/places.ts";
import { startSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 120_000 });

/** The project without what was built of it. */
function aFreshCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "lockstep-fresh-"));
  onTestFinished(() => rmSync(copy, { recursive: true, force: true, maxRetries: 5 }));
  for (const path of ["src", "app.yml", "package.json", "package-lock.json", "tsconfig.json"]) {
    cpSync(join(PLACES.root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(PLACES.root, "node_modules"), join(copy, "node_modules"));
  return copy;
}

test("answers the API while the dashboard is built, then shows it, and tells of both", async () => {
  const copy = aFreshCopy();
  const sandbox = await startSandbox({
    command: process.execPath,
    args: [join(copy, "src/sandbox/main.ts")],
    cwd: copy,
  });
  onTestFinished(() => sandbox.dispose());
  expect((await sandbox.call("GET", "links")).status).toBe(200);
  const page = (): Promise<Response> =>
    fetch(`${sandbox.lockstepUrl}/workspaces/acme`, {
      headers: { authorization: `Bearer ${sandbox.token}` },
    });
  await vi.waitFor(async () => expect((await page()).status).toBe(200), { timeout: 60_000, interval: 100 });
  expect(sandbox.log()).toMatch(/^Building the dashboard …$/m);
  expect(sandbox.log()).toMatch(/^The dashboard is built, in [\d.]+ s\.$/m);
  expect(readFileSync(join(copy, "dist/dashboard/index.html"), "utf8")).toContain("<title>Lockstep</title>");
  await sandbox.end("SIGINT");
});

test("ends at once though the dashboard is being built, and leaves no process and no half of it", async () => {
  const copy = aFreshCopy();
  const sandbox = await startSandbox({
    command: process.execPath,
    args: [join(copy, "src/sandbox/main.ts")],
    cwd: copy,
  });
  onTestFinished(() => sandbox.dispose());
  const { code } = await sandbox.end("SIGTERM");
  expect(code).toBe(0);
  expect(await sandbox.remains()).toEqual([]);
  expect(
    existsSync(join(copy, "dist/dashboard/index.html")) &&
      !existsSync(join(copy, "dist/dashboard/recipe.json")),
  ).toBe(false);
});
