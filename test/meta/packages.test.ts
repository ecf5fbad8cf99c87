import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

interface Entry {
  readonly version?: string;
  readonly os?: unknown;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Dependencies = Readonly<Record<string, string>>;

const json = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

const manifest = json("package.json") as Readonly<
  Record<"dependencies" | "devDependencies" | "optionalDependencies", Dependencies>
>;
const { packages } = json("package-lock.json") as { readonly packages: Readonly<Record<string, Entry>> };

test("every version in package.json is exact", () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version))).toEqual([]);
});

test("the packages that bring Node are locked for both platforms, and optional", () => {
  for (const cpu of ["x64", "arm64"]) {
    const entry = packages[`node_modules/node-linux-${cpu}`];
    expect(entry).toMatchObject({
      version: manifest.optionalDependencies[`node-linux-${cpu}`],
      optional: true,
    });
  }
});

test("the lockfile holds every package for another platform that its packages ask for: `npm ci` fails without", () => {
  const missing = Object.entries(packages).flatMap(([at, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages) && !(`${at}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

test("the lockfile names no server: it works with any registry", () => {
  expect(JSON.stringify(packages)).not.toMatch(/"resolved":"https?:(?!\/\/registry\.npmjs\.org\/)/);
});
