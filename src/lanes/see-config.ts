/** The repository's config file, as a look shows it: news only where it is not what was seen before. */
import { CONFIG_PATH } from "../core/repository-config/config-schema.ts";
import type { Observation, ObservedFile, RepositoryAddress } from "../core/sync/github-port.ts";
import type { KnownConfig, SeenConfig } from "../db/repository-configs.ts";
import type { LaneDependencies } from "./dependencies.ts";

/** A larger one is not read: it is far above what a file of all entries that may be needs. */
export const LARGEST_CONFIG_BYTES = 256 * 1024;

type Found = Extract<Observation, { kind: "found" }>;

interface Looking {
  readonly repository: { readonly address: RepositoryAddress };
  readonly config: KnownConfig | null;
}

/** Null: nothing new, or GitHub did not say. */
export async function seeConfig(
  deps: Pick<LaneDependencies, "github">,
  { repository, config: known }: Looking,
  observation: Found,
): Promise<SeenConfig | null> {
  const file = observation.files.get(CONFIG_PATH);
  if (known === null || file === undefined || file.kind === "unknown") return null;
  const { head, commit } = observation;
  const seen = seenAs(file);
  const isSame = seen === known.seen;
  if (isSame && (!known.followsFiles || known.head === head)) return null;
  const content = isSame ? undefined : await contentOf(deps, repository.address, file);
  return { head, seen, content, author: commit.author };
}

function seenAs(file: Exclude<ObservedFile, { kind: "unknown" }>): string {
  if (file.kind === "blob") return file.blob;
  return file.kind === "absent" ? "absent" : file.code;
}

/** Undefined: GitHub did not give it whole. Null: there is none, or none that is read. */
async function contentOf(
  { github }: Pick<LaneDependencies, "github">,
  address: RepositoryAddress,
  file: ObservedFile,
): Promise<Buffer | null | undefined> {
  if (file.kind !== "blob" || file.sizeBytes > LARGEST_CONFIG_BYTES) return null;
  return file.content ?? (await github.readBlobs(address, [file])).get(file.blob);
}
