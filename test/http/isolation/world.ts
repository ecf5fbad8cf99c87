/** A planned world as rows, with a marker planted in everything that somebody may not be allowed to see. */
import { blobIdOf, parseCommitId } from "../../../src/core/git/object-id.ts";
import type { GitHubPort, ObservedFile, RepositoryAddress } from "../../../src/core/sync/github-port.ts";
import type { Store } from "../../../src/db/store.ts";
import type { ApiServer } from "../../../src/http/dependencies.ts";
import { makeServer } from "../../../src/http/server.ts";
import { aGitHub } from "../../support/a-github.ts";
import { anApi, NO_LIMITS } from "../../support/an-api.ts";
import { aStore } from "../../support/a-store.ts";
import { accessOf } from "./access-of.ts";
import { FILE_ON_GITHUB } from "./bodies.ts";
import { fillWorkspace } from "./fill-workspace.ts";
import { type Markers, plantMarkers } from "./markers.ts";
import { type Host, HOSTS, type MembershipPlan, PEOPLE, REPOSITORIES, type WorldPlan } from "./world-plan.ts";

export interface World {
  readonly store: Store;
  readonly server: ApiServer;
  readonly markers: Markers;
  readonly workspaces: readonly WorldWorkspace[];
  readonly people: readonly Person[];
  readonly tokens: readonly HeldSecret[];
  readonly hooks: readonly HeldSecret[];
}

export interface WorldWorkspace {
  /** Row id. */
  readonly id: number;
  readonly hostId: number;
  readonly host: Host;
  readonly slug: string;
  readonly login: string;
  readonly accountId: number;
  readonly installationId: number;
  readonly repositories: readonly WorldRepository[];
  readonly memberships: readonly MembershipPlan[];
}

export interface WorldRepository {
  /** Row id, and GitHub's. */
  readonly id: number;
  readonly repositoryId: number;
  readonly marker: string;
}

export interface Person {
  /** Row ids. */
  readonly id: number;
  readonly hostId: number;
  readonly host: Host;
  readonly number: number;
  readonly accountId: number;
  readonly login: string;
}

export interface HeldSecret {
  /** Row id. */
  readonly id: number;
  readonly secret: string;
}

export async function makeWorld(plan: WorldPlan): Promise<World> {
  const store = await aStore();
  const markers = plantMarkers();
  const hostIds = await makeHosts(store);
  const people = await makePeople(store, hostIds);
  const workspaces: WorldWorkspace[] = [];
  for (const [index, { host, memberships }] of plan.workspaces.entries()) {
    // The first two are the same account, as far as numbers and names say: one on each host.
    const number = index < HOSTS.length ? 0 : index;
    const place = { host, hostId: hostIds.get(host) ?? 0, number };
    workspaces.push({ ...(await makeWorkspace(store, markers, place)), memberships });
  }
  const access = accessOf({ store, people, workspaces });
  const github = gitHubOf(workspaces);
  const server = await makeServer(await anApi({ store, access, github, limits: NO_LIMITS }));
  const tokens: HeldSecret[] = [];
  const hooks: HeldSecret[] = [];
  for (const [index, planned] of plan.workspaces.entries()) {
    const workspace = workspaces[index];
    if (workspace === undefined) continue;
    const held = await fillWorkspace({ store, server, markers, people, workspace }, planned);
    tokens.push(...held.tokens);
    hooks.push(...held.hooks);
  }
  return { store, server, markers, workspaces, people, tokens, hooks };
}

async function makeHosts(store: Store): Promise<ReadonlyMap<Host, number>> {
  const ids = new Map<Host, number>();
  for (const hostname of HOSTS) {
    const values = { hostname, isFirst: hostname === HOSTS[0] ? 1 : 0, blockedReason: null } as const;
    const { id } = await store.write(({ query }) =>
      query.insertInto("hosts").values(values).returning("id").executeTakeFirstOrThrow(),
    );
    ids.set(hostname, id);
  }
  return ids;
}

async function makePeople(store: Store, hostIds: ReadonlyMap<Host, number>): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const [host, hostId] of hostIds) {
    for (let number = 0; number < PEOPLE; number += 1) {
      const person = { hostId, accountId: 40 + number, login: `person-${number}` };
      const { id } = await store.write(({ query }) =>
        query
          .insertInto("users")
          .values({ ...person, name: null, avatarUrl: null, createdAt: 0, seenAt: 0 })
          .returning("id")
          .executeTakeFirstOrThrow(),
      );
      people.push({ ...person, id, host, number });
    }
  }
  return people;
}

const AT_REST = { waitingSince: null, leaseOwner: null, leaseUntil: null } as const;

type Place = Pick<WorldWorkspace, "host" | "hostId"> & { readonly number: number };

async function makeWorkspace(
  store: Store,
  markers: Markers,
  { host, hostId, number }: Place,
): Promise<Omit<WorldWorkspace, "memberships">> {
  const login = number === 0 ? "north" : markers.plant();
  const slug = host === HOSTS[0] ? login : `${login}@${host}`;
  const github = { accountId: 500 + number, installationId: 700 + number };
  return store.write(async ({ query }) => {
    const { id } = await query
      .insertInto("workspaces")
      .values({
        hostId,
        accountId: github.accountId,
        accountLogin: login,
        accountType: "Organization",
        slug,
        createdAt: 0,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    if (number > 0) markers.hide(login, { kind: "workspace", workspace: id });
    const { id: installation } = await query
      .insertInto("installations")
      .values({
        ...AT_REST,
        hostId,
        installationId: github.installationId,
        workspaceId: id,
        state: "active",
        blockedReason: null,
        createdAt: 0,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const repositories: WorldRepository[] = [];
    for (let index = 0; index < REPOSITORIES; index += 1) {
      const marker = markers.plant();
      const repositoryId = 900 + 10 * number + index;
      const url = `https://${host}/${login}/repo-${marker}`;
      const row = await query
        .insertInto("repositories")
        .values({
          ...AT_REST,
          hostId,
          workspaceId: id,
          installation,
          repositoryId,
          nodeId: `R_${repositoryId}`,
          ownerId: github.accountId,
          owner: login,
          name: `repo-${marker}`,
          defaultBranch: "main",
          isPrivate: 1,
          isArchived: 0,
          isAccessible: 1,
          htmlUrl: url,
          cloneUrl: `${url}.git`,
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      markers.hide(marker, { kind: "repository", repository: row.id });
      repositories.push({ id: row.id, repositoryId, marker });
    }
    return { id, hostId, host, slug, login, ...github, repositories };
  });
}

const TEXT = Buffer.from("openapi: 3.1.0\n");
const FILE = {
  kind: "blob",
  blob: blobIdOf(TEXT),
  sizeBytes: TEXT.byteLength,
  isExecutable: false,
  content: TEXT,
} as const satisfies ObservedFile;
const ABSENT: ObservedFile = { kind: "absent", sibling: null };

/** Every branch is there, every path but one is free, and the branches' names tell whose they are. */
function gitHubOf(workspaces: readonly WorldWorkspace[]): GitHubPort {
  const head = parseCommitId("d".repeat(40));
  return aGitHub({
    observe: ({ repository: { owner, name }, paths }) =>
      Promise.resolve({
        kind: "found",
        head,
        parents: [],
        ancestors: [head],
        commit: { author: null, message: "", committedAt: 0 },
        refId: "REF",
        repository: { owner, name, defaultBranch: "main", isArchived: false },
        files: new Map(paths.map((path) => [path, path === FILE_ON_GITHUB ? FILE : ABSENT])),
      }),
    branches: (address) => Promise.resolve([{ name: markerOf(address), head, isProtected: false }]),
    head: () => Promise.resolve({ kind: "head", head }),
    findFiles: async (address, _head, isSought) =>
      [{ path: `${markerOf(address)}.openapi.yaml`, blob: FILE.blob, sizeBytes: FILE.sizeBytes }].filter(
        isSought,
      ),
    readBlobs: () => Promise.resolve(new Map([[FILE.blob, FILE.content]])),
  });

  function markerOf({ hostname, repositoryId }: RepositoryAddress): string {
    const all = workspaces
      .filter(({ host }) => host === hostname)
      .flatMap(({ repositories }) => repositories);
    return all.find((repository) => repository.repositoryId === repositoryId)?.marker ?? "main";
  }
}
