/** Whether a schema that is in step has, in the store, the files that it refers to as GitHub has them. */
import { closureIdOf } from "../../../src/core/schema/closure/closure-id.ts";
import { memberPath, refersToMember } from "../members.ts";
import type { LinkRow, World } from "../world.ts";

export function checkMembers(world: World): void {
  if (!world.hasMembers) return;
  for (const link of world.links())
    if (link.kind === "schema" && link.state === "in_sync") checkLink(world, link);
}

function checkLink(world: World, link: LinkRow): void {
  const [row] = world.query("select closure from documents where id = ?", link.document) as readonly {
    closure: string | null;
  }[];
  const wanted = closureAt(world, link);
  world.judge.expect(
    row?.closure === wanted,
    "convergence",
    () =>
      `link ${link.id} is in step, and its document has the files ${row?.closure}, where ${wanted} are there`,
  );
}

function closureAt(world: World, link: LinkRow): string | null {
  const repository = world.repository(link.repositoryId);
  const head = repository.branches.get(link.branch)?.head ?? null;
  const tree = world.github.treeAt(repository, head);
  const root = tree.get(link.path);
  const text = root?.kind === "file" ? world.github.blobs.get(root.blob) : undefined;
  if (text === undefined || text.includes(0) || !refersToMember(text)) return null;
  const path = memberPath(link.path);
  const member = tree.get(path);
  return closureIdOf(member?.kind === "file" ? [{ path, blob: member.blob }] : []);
}
