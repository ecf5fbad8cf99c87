/** Workspaces and repositories as rows, with the ids that GitHub would give. */
import type { RepositoriesTable } from "../../src/db/schema.ts";
import type { Store } from "../../src/db/store.ts";

export interface AWorkspace {
  readonly id: number;
  readonly hostId: number;
  readonly slug: string;
  /** Row id of its installation. */
  readonly installation: number;
}

let nextId = 1000;

export async function aWorkspace(store: Store, login = "acme"): Promise<AWorkspace> {
  const accountId = ++nextId;
  return store.write(async ({ query }) => {
    await query
      .insertInto("hosts")
      .values({ hostname: "github.com", isFirst: 1 })
      .onConflict((conflict) => conflict.columns(["hostname"]).doNothing())
      .execute();
    const { id: hostId } = await query.selectFrom("hosts").select("id").executeTakeFirstOrThrow();
    const slug = login.toLowerCase();
    const { id } = await query
      .insertInto("workspaces")
      .values({ hostId, accountId, accountLogin: login, accountType: "Organization", slug, createdAt: 0 })
      .returning("id")
      .executeTakeFirstOrThrow();
    const { id: installation } = await query
      .insertInto("installations")
      .values({
        hostId,
        installationId: ++nextId,
        workspaceId: id,
        state: "active",
        blockedReason: null,
        createdAt: 0,
        waitingSince: null,
        leaseOwner: null,
        leaseUntil: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id, hostId, slug, installation };
  });
}

/** The row id of a repository that the workspace's installation sees. */
export async function aRepository(
  store: Store,
  workspace: AWorkspace,
  fields: Partial<
    Pick<RepositoriesTable, "name" | "defaultBranch" | "isArchived" | "isAccessible" | "isPrivate">
  > = {},
): Promise<number> {
  const repositoryId = ++nextId;
  const name = fields.name ?? `repository-${repositoryId}`;
  const url = `https://github.com/${workspace.slug}/${name}`;
  const values = {
    hostId: workspace.hostId,
    workspaceId: workspace.id,
    installation: workspace.installation,
    repositoryId,
    nodeId: `R_${repositoryId}`,
    ownerId: workspace.id,
    owner: workspace.slug,
    defaultBranch: "main",
    isPrivate: 0,
    isArchived: 0,
    isAccessible: 1,
    htmlUrl: url,
    cloneUrl: `${url}.git`,
    waitingSince: null,
    leaseOwner: null,
    leaseUntil: null,
    ...fields,
    name,
  } as const;
  const row = await store.write(({ query }) =>
    query.insertInto("repositories").values(values).returning("id").executeTakeFirstOrThrow(),
  );
  return row.id;
}
