/** That the linter really refuses what the architecture forbids: each import is planted in a copy of the tree's shape. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const copy = mkdtempSync(join(tmpdir(), "lockstep-layers-"));

const FORBIDDEN = [
  ["src/core/sync/planted.ts", "kysely"],
  ["src/core/sync/planted.ts", "node:fs"],
  ["src/core/sync/planted.ts", "probot"],
  ["src/core/sync/planted.ts", "js-yaml"],
  ["src/core/sync/planted.ts", "../../db/store.ts"],
  ["src/core/sync/planted.ts", "../../http/server.ts"],
  ["src/db/planted.ts", "@octokit/plugin-retry"],
  ["src/db/planted.ts", "react"],
  ["src/db/planted.ts", "../lanes/engine.ts"],
  ["src/db/planted.ts", "../http/server.ts"],
  ["src/github/planted.ts", "better-sqlite3"],
  ["src/github/planted.ts", "react"],
  ["src/github/planted.ts", "../db/store.ts"],
  ["src/github/planted.ts", "../lanes/engine.ts"],
  ["src/github/planted.ts", "../http/server.ts"],
  ["src/lanes/planted.ts", "kysely"],
  ["src/lanes/planted.ts", "probot"],
  ["src/lanes/planted.ts", "react"],
  ["src/lanes/planted.ts", "../github/observe.ts"],
  ["src/lanes/planted.ts", "../workers/check-documents.ts"],
  ["src/lanes/planted.ts", "../http/server.ts"],
  ["src/access/planted.ts", "kysely"],
  ["src/access/planted.ts", "fastify"],
  ["src/access/planted.ts", "probot"],
  ["src/access/planted.ts", "../github/user-access.ts"],
  ["src/access/planted.ts", "../lanes/engine.ts"],
  ["src/access/planted.ts", "../http/server.ts"],
  ["src/core/sync/planted.ts", "../../access/access.ts"],
  ["src/db/planted.ts", "../access/access.ts"],
  ["src/github/planted.ts", "../access/access.ts"],
  ["src/lanes/planted.ts", "../access/access.ts"],
  ["src/http/planted.ts", "../access/access.ts"],
  ["src/http/planted.ts", "kysely"],
  ["src/http/planted.ts", "react"],
  ["src/http/planted.ts", "../github/observe.ts"],
  ["src/http/planted.ts", "../workers/check-documents.ts"],
  ["src/http/planted.ts", "../services.ts"],
  ["src/http/planted.ts", "../lanes/engine.ts"],
  ["src/http/planted.ts", "../sandbox/sandbox.ts"],
  ["src/workers/planted.ts", "better-sqlite3"],
  ["src/workers/planted.ts", "../db/store.ts"],
  ["src/workers/planted.ts", "../http/server.ts"],
  ["src/http/planted.ts", "prom-client"],
  ["src/http/planted.ts", "../operations/operations.ts"],
  ["src/lanes/planted.ts", "../operations/operations.ts"],
  ["src/core/sync/planted.ts", "../../operations/operations.ts"],
  ["src/outbound/planted.ts", "kysely"],
  ["src/outbound/planted.ts", "undici"],
  ["src/outbound/planted.ts", "../db/store.ts"],
  ["src/outbound/planted.ts", "../lanes/engine.ts"],
  ["src/outbound/planted.ts", "../http/server.ts"],
  ["src/operations/planted.ts", "kysely"],
  ["src/operations/planted.ts", "../http/server.ts"],
  ["src/operations/planted.ts", "../lanes/engine.ts"],
  ["src/backup/planted.ts", "better-sqlite3"],
  ["src/backup/planted.ts", "../services.ts"],
  ["src/config/planted.ts", "../db/store.ts"],
  ["src/dashboard/links/planted.ts", "node:fs"],
  ["src/dashboard/links/planted.ts", "kysely"],
  ["src/dashboard/links/planted.ts", "../../db/links.ts"],
  ["src/dashboard/links/planted.ts", "../../http/links.ts"],
  ["src/dashboard/links/planted.ts", "../../http/contract/link.ts"],
  ["src/dashboard/links/planted.ts", "../../services.ts"],
  ["src/http/planted.ts", "../dashboard/router.tsx"],
  ["src/http/planted.ts", "../bundle/dashboard-bundle.ts"],
  ["src/bundle/planted.ts", "react"],
  ["src/bundle/planted.ts", "../db/store.ts"],
  ["src/bundle/planted.ts", "../http/server.ts"],
  ["src/services-planted.ts", "./sandbox/sandbox.ts"],
  ["src/services-planted.ts", "../test/support/a-store.ts"],
  ["src/sandbox/planted.ts", "kysely"],
  ["src/sandbox/planted.ts", "react"],
  ["src/sandbox/planted.ts", "../../test/support/a-store.ts"],
] as const;

let refused: ReadonlySet<string> = new Set();

/** A file for each: the name tells which import was refused. */
const fileOf = (index: number): string => String(FORBIDDEN[index]?.[0]).replace(/\.ts$/, `-${index}.ts`);

beforeAll(() => {
  copyFileSync(join(root, ".oxlintrc.json"), join(copy, ".oxlintrc.json"));
  for (const [index, [, imported]] of FORBIDDEN.entries()) {
    const path = join(copy, fileOf(index));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import * as planted from "${imported}";\n\nexport const used = planted;\n`);
  }
  const oxlint = join(root, "node_modules/oxlint/bin/oxlint");
  const { stdout } = spawnSync(process.execPath, [oxlint, "--format", "json"], {
    cwd: copy,
    encoding: "utf8",
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: readonly { code: string; filename: string }[];
  };
  refused = new Set(
    diagnostics.filter(({ code }) => code.includes("no-restricted-imports")).map(({ filename }) => filename),
  );
});

afterAll(() => rmSync(copy, { recursive: true, force: true }));

test.each(FORBIDDEN.map(([path, imported], index) => ({ path, imported, file: fileOf(index) })))(
  "$path may not import $imported",
  ({ file }) => {
    expect(refused).toContain(file);
  },
);

test("no file of src is over 300 lines", () => {
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const long = files
    .filter((name) => /\.tsx?$/.test(name))
    .filter((name) => readFileSync(join(root, "src", name), "utf8").split("\n").length > 301);
  expect(long).toEqual([]);
});
