import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { KEYS } from "../../src/config/env.ts";
import { LINK_CODES } from "../../src/core/sync/link-codes.ts";
import { LINK_ERROR_CODES, LINK_STATES, PENDING_REASONS } from "../../src/core/sync/model.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const readme = read("README.md");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** What npm knows without a script. */
const NPM_ITSELF = ["ci", "exec"];

function section(title: string): string {
  return new RegExp(`^## ${title}\\n([^]*?)(?=^## |(?![^]))`, "m").exec(readme)?.[1] ?? "";
}

/** First cells of table rows, of what stands in backticks there. */
function firstCells(text: string): string[] {
  return [...text.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)`/g)].map((match) => String(match[1])),
  );
}

test.each(["README.md", "ARCHITECTURE.md", "docs/benchmarks.md", "docs/operate.md", ".ci/run"])(
  "every npm command in %s exists",
  (path) => {
    const commands = [...read(path).matchAll(/(?:`|\$ |&& |" |^)npm (?:run )?([a-z][a-z:-]*)/gm)].map(
      ([, name]) => String(name),
    );
    const known = new Set([...Object.keys(scripts), ...NPM_ITSELF]);
    expect(commands.filter((name) => !known.has(name))).toEqual([]);
  },
);

test("the README's two commands are what CI runs", () => {
  expect(readme).toContain("npm ci && npm run sandbox");
  expect(readme).toContain("npm ci && npm test");
  const ci = read(".ci/run");
  for (const command of ["npm ci", "npm run check", "npm test", "test/e2e/try-sandbox.ts"]) {
    expect(ci).toContain(command);
  }
  expect(read("test/e2e/try-sandbox.ts")).toContain('command: "npm", args: ["run", "sandbox"]');
});

describe("states of a link", () => {
  const table = section("States of a link");

  test("every state that a link can have is explained", () => {
    const codes = new Set<string>([...PENDING_REASONS, ...LINK_ERROR_CODES]);
    expect(firstCells(table).filter((cell) => !codes.has(cell))).toEqual([...LINK_STATES]);
  });

  test("every code has its own sentence", () => {
    for (const code of [...PENDING_REASONS, ...LINK_ERROR_CODES]) {
      expect(table).toContain(`| \`${code}\` | ${LINK_CODES[code]} |`);
    }
  });
});

test("the configuration table has every key, in order, and no other", () => {
  expect(firstCells(section("Configuration")).filter((cell) => /^[A-Z_]+$/.test(cell))).toEqual([...KEYS]);
});

const documents = [
  "README.md",
  "ARCHITECTURE.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

test.each(documents)("every link in %s leads somewhere", (path) => {
  const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)/g)].map(([, target]) =>
    String(target),
  );
  const missing = links.filter((target) => target !== "" && !existsSync(join(root, dirname(path), target)));
  expect(missing).toEqual([]);
});
