/** What must hold of the rows themselves: links are unique, workspaces hold only their own texts (invariants 7 and 8). */
import { canonicalOf } from "../../../src/core/collection/style.ts";
import { type BlobId, blobIdOf } from "../../../src/core/git/object-id.ts";
import { pathKey } from "../../../src/core/path/policy.ts";
import type { Account } from "../model/github-model.ts";
import type { World } from "../world.ts";

export function checkTables(world: World): void {
  checkLinks(world);
  checkWorkspaces(world);
}

function checkLinks(world: World): void {
  const taken = new Map<string, number>();
  for (const link of world.links()) {
    const keys = [
      `${pathKey(link.path)} on ${link.branch} of ${link.repository}`,
      link.kind === "schema"
        ? `the link of document ${link.document}`
        : `the backup of document ${link.document} on ${link.branch} of ${link.repository}`,
    ];
    for (const key of keys) {
      const other = taken.get(key);
      world.judge.expect(
        other === undefined,
        "a link is unique",
        () => `links ${other} and ${link.id} are both ${key}`,
      );
      taken.set(key, link.id);
    }
  }
}

/** A workspace has the texts that its users wrote and those that its account's repositories held, and no others. */
function checkWorkspaces(world: World): void {
  for (const account of world.github.accounts) {
    const own = ownTexts(world, account);
    const kept = world.query(
      "select blob from blobs join workspaces on workspaces.id = blobs.workspaceId where workspaces.accountId = ?",
      account.id,
    ) as readonly { blob: BlobId }[];
    for (const { blob } of kept)
      world.judge.expect(
        own.has(blob),
        "isolation",
        () => `${account.login} has ${blob}, which is not its own`,
      );
  }
}

function ownTexts(world: World, account: Account): ReadonlySet<BlobId> {
  const own = new Set<BlobId>();
  for (const [blob, holders] of world.github.holders) {
    if (!holders.has(account.id)) continue;
    own.add(blob);
    const canonical = canonicalOf(world.github.blobs.get(blob) ?? Buffer.alloc(0));
    if (canonical !== null) own.add(blobIdOf(Buffer.from(canonical)));
  }
  const saves = world.documents
    .filter((document) => document.account === account)
    .flatMap(({ saves: all }) => all);
  return new Set([...own, ...saves]);
}
