/** A request to an operation, with ids and names of everything that is there, whoever it belongs to. */
import type { InjectOptions } from "fastify";
import { ADMIN_TOKEN } from "../../support/an-api.ts";
import { type AnOperation, fillIn } from "../../support/every-operation.ts";
import { sessionOf } from "./access-of.ts";
import type { Pick } from "../../support/picking.ts";
import { bodyFor } from "./bodies.ts";
import type { Who } from "./planned-rights.ts";
import { type Row, rowOf, rowsOf, type Snapshot } from "./snapshot.ts";
import type { World, WorldWorkspace } from "./world.ts";

export interface Asking {
  readonly world: World;
  readonly rows: Snapshot;
  readonly pick: Pick;
}

export function requestTo(
  operation: AnOperation,
  asking: Asking,
  who: Who,
): InjectOptions & { readonly url: string } {
  const { world, pick } = asking;
  const workspace = pick([...world.workspaces, ...homesOf(world, asking.rows, who)]);
  const values = valuesFor(operation, asking, workspace?.id ?? 0);
  const path = fillIn(operation.path, { ...values, workspace: workspace?.slug ?? "" });
  const query = queryFor(operation, pick);
  const repositories = world.workspaces.flatMap((one) => one.repositories);
  const body = !operation.hasBody
    ? undefined
    : bodyFor(operation.operationId, {
        ...asking,
        repository: pick(repositories)?.repositoryId ?? 0,
        link: Number(values["link"]),
        collection: String(values["collection"]),
      });
  return {
    method: operation.method,
    url: `${path}${query}`,
    headers: {
      ...credentialsOf(world, who),
      ...OWN_HEADERS[operation.operationId],
      ...(typeof body === "string" && { "content-type": "text/plain", "if-match": "*" }),
    },
    ...(body !== undefined && { payload: body }),
  };
}

function queryFor({ method, path }: AnOperation, pick: Pick): string {
  if (method !== "GET") return "";
  if (path.endsWith("/compare")) return pick(["?from=1&to=2", "?from=1&to=1"]) ?? "";
  return pick(["", "", "", "?deleted=true", "?limit=1"]) ?? "";
}

/** Of the stream of events what came before it was opened is seen too. */
const OWN_HEADERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  listenToEvents: { "last-event-id": "0" },
  rollBackSchema: { "if-match": "*" },
  rollBackCollection: { "if-match": "*" },
};

/** More often asked for than the others: where the caller is something. */
function homesOf({ workspaces }: World, rows: Snapshot, who: Who): readonly WorldWorkspace[] {
  const homes = workspaces.filter((workspace) =>
    who.kind === "person"
      ? workspace.host === who.person.host
      : who.kind === "token" && rowOf(rows, "tokens", who.id)?.["workspaceId"] === workspace.id,
  );
  return [...homes, ...homes, ...homes];
}

function credentialsOf({ tokens }: World, who: Who): Readonly<Record<string, string>> {
  switch (who.kind) {
    case "nobody":
    case "hook":
      return {};
    case "admin":
      return { authorization: `Bearer ${ADMIN_TOKEN}` };
    case "token":
      return { authorization: `Bearer ${tokens.find(({ id }) => id === who.id)?.secret ?? ""}` };
    case "person":
      return { cookie: `lockstep=${sessionOf(who.person)}`, "sec-fetch-site": "same-origin" };
    default:
      return who satisfies never;
  }
}

type Values = Readonly<Record<string, string | number>>;

/** Mostly of the workspace that is addressed, else of any. */
function valuesFor({ path }: AnOperation, { world, rows, pick }: Asking, workspace: number): Values {
  const own = pick([true, true, false]) === true;
  const of = (table: string): readonly Row[] =>
    rowsOf(rows, table).filter((row) => !own || row["workspaceId"] === workspace);
  const idOf = (all: readonly Row[]): number => Number(pick(all)?.["id"] ?? 0);
  const links = of("links");
  const isHook = path.startsWith("/hooks/");
  return {
    repository: textIn(pick(of("repositories")), "name"),
    api: textIn(pick(of("apis")), "slug"),
    version: "1.0",
    collection: textIn(pick(of("collections")), "uid"),
    link: idOf(links),
    hook: idOf(of("hooks")),
    token: idOf(of("tokens")),
    delivery: idOf(of("deliveries")),
    blob: textIn(pick(of("blobs")), "blob"),
    number: pick([1, 2, 3]) ?? 1,
    secret: (isHook ? pick(world.hooks)?.secret : undefined) ?? "none",
  };
}

function textIn(row: Row | undefined, column: string): string {
  const text = row?.[column];
  return typeof text === "string" ? text : "none";
}
