/** What the sandbox prints to try next, pasted as it stands into a shell. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { expect, test, vi } from "vitest";
import { GIT_ENVIRONMENT } from "./a-clone.ts";
import { aFolder, aRunningSandbox } from "./a-running-sandbox.ts";

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

test.skipIf(!hasCurl)(
  "every command that is printed works as pasted (skipped where there is no curl)",
  async () => {
    const cwd = await aFolder();
    const sandbox = await aRunningSandbox({ cwd });
    const commands = sandbox
      .log()
      .split("\n")
      .filter((line) => line.startsWith("     "));
    expect(commands.length).toBeGreaterThan(15);
    const { stdout } = await promisify(execFile)("sh", ["-ec", commands.join("\n")], {
      cwd,
      env: { ...process.env, ...GIT_ENVIRONMENT },
    });
    expect(stdout).not.toContain("urn:lockstep:problem");
    expect(stdout).toMatch(/^ {2}title: My pet store$/m);
    expect(stdout).toMatch(/^ {4}Petstore: (created|updated)/m);
    expect(stdout).toMatch(/"state":"pending","code":"\w+"/);
    await vi.waitFor(
      async () => {
        const links = await sandbox.call("GET", "links?kind=backup");
        expect(links.at("items.0.state"), links.text).toBe("in_sync");
      },
      { timeout: 60_000, interval: 200 },
    );
  },
  120_000,
);
