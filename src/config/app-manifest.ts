/** app.yml: what the GitHub App asks for. It lies beside the sources and is read once. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import type { AppManifest } from "../core/access/app-manifest.ts";

const FILE = new URL("../../app.yml", import.meta.url);

export function readAppManifest(): AppManifest {
  // Ours, and held to its form by a test.
  return load(readFileSync(FILE, "utf8")) as AppManifest;
}
