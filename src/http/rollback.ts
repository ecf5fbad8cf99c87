/** Going back to the text of an earlier revision: a save like any other, which says where it went back to. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { packBlob, readBlob } from "../db/blobs.ts";
import type { RevisionRecord } from "../db/revisions.ts";
import { type CollectionRolledBack, rollBackCollection } from "../db/roll-back.ts";
import { type SchemaSave, saveSchema, type SavedOver } from "../db/save-schema.ts";
import type { Tx } from "../db/store.ts";
import { answerSaved } from "./answer-saved.ts";
import { authorOf } from "./author.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller } from "./authorization/guard.ts";
import { checkSaved } from "./check-saved.ts";
import { readCollection, requireIdentity } from "./collection-text.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { RollbackWish, RolledBack } from "./contract/rollback.ts";
import { SaveHeaders } from "./contract/schema-save.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { DOCUMENT_PLACES, documentAt, type DocumentPlace, revisionOf } from "./document-place.ts";
import { KindQuery } from "./kind-changed.ts";
import { makeWaiter } from "./prefer-wait.ts";
import { HttpProblem } from "./problems.ts";
import { schemaUnsaved } from "./put-schema.ts";
import { withinQuotas } from "./quotas.ts";
import { editedBlob, messageOf, savedOver } from "./save-headers.ts";
import { schemaText } from "./schema-text.ts";
import { inRoomOf } from "./text-room.ts";

const description = [
  "The text of `revision` becomes the present one, as a new revision of origin `rollback` whose message names the one that it went back to; nothing of the history is lost. It goes to GitHub as every save does.",
  "`If-Match` says which text is given up: its ETag (the blob id, quoted), or `*` for whatever is there. Without it 428; where somebody saved since 412 `stale_edit`. To go back to the present text changes nothing: 200 with its revision.",
  "`Lockstep-Message` is added to the message; `Lockstep-Author` and `Prefer: wait=N` are those of a save. A schema of another kind than the version's is 422 `kind_changed`, unless `kind=change` says that it is meant.",
].join("\n\n");

export function registerRollback(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    for (const place of DOCUMENT_PLACES) addRollback(scope, dependencies, place);
  });
}

function addRollback(scope: ApiServer, dependencies: Dependencies, place: DocumentPlace): void {
  const { store } = dependencies;
  const waiter = makeWaiter(scope, store);
  scope.post(
    `${place.prefix}/rollback`,
    {
      config: { access: place.writing },
      schema: {
        tags: ["revisions"],
        operationId: `rollBack${place.of}`,
        summary: "Go back to an earlier revision; takes `If-Match` and `Prefer: wait=N`",
        description,
        params: Type.Object(place.params),
        querystring: KindQuery,
        headers: SaveHeaders,
        body: RollbackWish,
        response: { 200: RolledBack, 202: RolledBack, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const over = savedOver(request.headers["if-match"]);
      const document = await documentAt(store, place, request);
      const { workspaceId } = document;
      const revision = await revisionOf(store, document, request.body.revision);
      const room = { store, texts: dependencies.texts, workspaceId, blobs: [revision.blob], copies: 3 };
      const saved = await inRoomOf(room, async () => {
        const going = await readGoing(dependencies, request, { over, workspaceId, revision });
        return place.of === "Schema"
          ? rollBackSchema(dependencies, request, going, document.document)
          : rollBackOfCollection(dependencies, request, going);
      });
      void reply.header("etag", `"${saved.revision.blob}"`);
      return answerSaved({ store, waiter, request, reply }, saved);
    },
  );
}

interface Going {
  readonly workspaceId: number;
  readonly over: SavedOver;
  readonly message: string;
  readonly person: Awaited<ReturnType<typeof authorOf>>;
  readonly content: Buffer;
}

interface Wish {
  readonly over: SavedOver;
  readonly workspaceId: number;
  readonly revision: RevisionRecord;
}

/** @throws HttpProblem */
async function readGoing(
  dependencies: Dependencies,
  request: FastifyRequest,
  { over, workspaceId, revision: { number, blob } }: Wish,
): Promise<Going> {
  const content = await readBlob(dependencies.store.read, workspaceId, blob);
  if (content === null) {
    throw new HttpProblem("not_found", `The content of revision ${number} is not in the workspace.`);
  }
  const said = messageOf(request.headers["lockstep-message"]);
  const message = `Back to revision ${number}${said === null ? "" : `: ${said}`}`;
  const person = await authorOf(dependencies, request);
  return { workspaceId, over, message, person, content };
}

type SavedText = Extract<CollectionRolledBack, { kind: "saved" }>;

async function rollBackSchema(
  dependencies: Dependencies,
  request: FastifyRequest,
  { content: bytes, ...going }: Going,
  document: number,
): Promise<SavedText> {
  const { api = "", version = "" } = paramsOf(request);
  const text = schemaText(bytes);
  const save: SchemaSave = {
    ...going,
    ...(await checkSaved(dependencies, { workspaceId: going.workspaceId, document }, text)),
    api,
    version,
    content: await packBlob(text),
    mayChangeKind: (request.query as { readonly kind?: unknown }).kind === "change",
    deed: deedOf(dependencies, request),
    origin: "rollback",
  };
  const saved = await write(dependencies, request, (tx) => saveSchema(tx, save));
  if (saved.kind !== "saved") throw schemaUnsaved(saved, save);
  return saved;
}

async function rollBackOfCollection(
  dependencies: Dependencies,
  request: FastifyRequest,
  { content: bytes, over, ...going }: Going,
): Promise<SavedText> {
  const read = await readCollection(dependencies.collectionReader, bytes);
  requireIdentity(read, (paramsOf(request)["collection"] ?? "").toLowerCase());
  const text = { ...read, ...going, origin: "rollback" } as const;
  const deed = deedOf(dependencies, request);
  const saved = await write(dependencies, request, (tx) => rollBackCollection(tx, { text, over, deed }));
  if (saved.kind !== "saved") throw collectionUnsaved(saved, over);
  return saved;
}

function collectionUnsaved(
  refused: Exclude<CollectionRolledBack, { kind: "saved" }>,
  over: SavedOver,
): HttpProblem {
  switch (refused.kind) {
    case "not_found":
      return new HttpProblem("not_found", "There is no such document in this workspace.");
    case "unconditional":
      return new HttpProblem("precondition_required");
    case "stale": {
      const members = { base: editedBlob(over), store: refused.store, remote: null };
      return new HttpProblem("stale_edit", undefined, { members });
    }
    default:
      return refused satisfies never;
  }
}

function write<T>(
  { store, config, now }: Dependencies,
  request: FastifyRequest,
  save: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { id: workspaceId } = workspaceOf(request);
  const saving = { quotas: config.quotas, workspaceId, now: now(), isMade: () => false };
  return asCaller({ store, now }, request).write(async (tx) => {
    return withinQuotas(tx, saving, () => save(tx));
  });
}

/** As the routes of the two places name them. */
function paramsOf({ params }: FastifyRequest): Readonly<Record<string, string>> {
  return params as Readonly<Record<string, string>>;
}
