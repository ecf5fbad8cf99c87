/** app.yml: what the GitHub App asks for. It lies beside the sources and is read once. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";

export interface AppManifestFile {
  readonly description: string;
  readonly public: boolean;
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

const FILE = new URL("../../app.yml", import.meta.url);

export function readAppManifest(): AppManifestFile {
  // Ours, and held to its form by a test.
  return load(readFileSync(FILE, "utf8")) as AppManifestFile;
}
