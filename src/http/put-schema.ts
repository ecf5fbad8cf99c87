/** Saving a version's schema: the body is the document, byte for byte. */
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { packBlob } from "../db/blobs.ts";
import { findVersionDocument } from "../db/revisions.ts";
import { remoteText } from "../db/resolution.ts";
import { type SchemaSave, saveSchema, type SchemaSaved as Saved } from "../db/save-schema.ts";
import { answerSaved } from "./answer-saved.ts";
import { authorOf } from "./author.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { checkSaved } from "./check-saved.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { SaveHeaders, SchemaSaved } from "./contract/schema-save.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { kindChanged, KindQuery } from "./kind-changed.ts";
import { makeWaiter } from "./prefer-wait.ts";
import { HttpProblem } from "./problems.ts";
import { withinQuotas } from "./quotas.ts";
import { editedBlob, messageOf, savedOver } from "./save-headers.ts";
import { schemaText } from "./schema-text.ts";

const SCHEMA_LIMIT_BYTES = 25 * 1024 * 1024;

const params = Type.Object({ api: Type.String(), version: Type.String() });

const description = [
  "The body is the document itself, of any media type, at most 25 MiB of UTF-8; it is kept and committed byte for byte. A text that does not parse is kept too, with its problems.",
  "Onto a text that is there, `If-Match` says which text was edited: its ETag, or `*` for whatever is there; without it 428, and where somebody saved since 412 `stale_edit` with the blobs `base`, `store` and `remote`. The present text sent again changes nothing: 200 with its revision.",
  "`Lockstep-Message` (percent-encoded UTF-8) says what was done, `Lockstep-Author` (a GitHub login) by whom; both go into the commit. `Prefer: wait=N` waits for the commit, at most N seconds; then 202.",
].join("\n\n");

export function registerPutSchema(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "*",
      { parseAs: "buffer", bodyLimit: SCHEMA_LIMIT_BYTES },
      (_request, body, done) => done(null, body),
    );
    addSave(scope, dependencies);
  });
}

function addSave(scope: ApiServer, dependencies: Dependencies): void {
  const waiter = makeWaiter(scope, dependencies.store);
  scope.put(
    "/apis/:api/versions/:version/schema",
    {
      config: { access: "version:write" },
      schema: {
        tags: ["apis"],
        operationId: "saveSchema",
        summary: "Save the version's document; takes `If-Match` and `Prefer: wait=N`",
        description,
        consumes: ["*/*"],
        params,
        querystring: KindQuery,
        headers: SaveHeaders,
        body: Type.Unknown({ description: "The document." }),
        response: { 200: SchemaSaved, 201: SchemaSaved, 202: SchemaSaved, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { api, version } = request.params;
      const save = await readSave(dependencies, request, {
        api,
        version,
        mayChangeKind: request.query.kind === "change",
      });
      const saving = {
        quotas: dependencies.config.quotas,
        workspaceId: save.workspaceId,
        now: save.deed.at,
        isMade: () => false,
      };
      const saved = await asCaller(dependencies, request).write(async (tx) => {
        return withinQuotas(tx, saving, () => saveSchema(tx, save));
      });
      if (saved.kind !== "saved") throw schemaUnsaved(saved, save);
      void reply.header("etag", `"${saved.revision.blob}"`).code(saved.isFirst ? 201 : 200);
      return answerSaved({ store: dependencies.store, waiter, request, reply }, saved);
    },
  );
}

/** All that needs no transaction: read, looked up, checked, hashed and packed. */
async function readSave(
  dependencies: Dependencies,
  request: FastifyRequest,
  place: Pick<SchemaSave, "api" | "version" | "mayChangeKind">,
): Promise<SchemaSave> {
  const workspace = workspaceOf(request);
  const { headers } = request;
  const over = savedOver(headers["if-match"]);
  const message = messageOf(headers["lockstep-message"]);
  const text = schemaText(request.body);
  const person = await authorOf(dependencies, request);
  const workspaceId = workspace.id;
  const version = await findVersionDocument(dependencies.store.read, workspaceId, place);
  const [check, content] = await Promise.all([
    checkSaved(dependencies, { workspaceId, document: version?.document ?? null }, text),
    packBlob(text),
  ]);
  const deed = deedOf(dependencies, request);
  return { ...place, ...check, workspaceId, over, content, person, message, deed };
}

export function schemaUnsaved(refused: Exclude<Saved, { kind: "saved" }>, save: SchemaSave): HttpProblem {
  switch (refused.kind) {
    case "not_found":
      return new HttpProblem("not_found", "There is no such API, or it has no such version.");
    case "unconditional":
      return new HttpProblem("precondition_required");
    case "stale": {
      const remote = refused.link === null ? null : remoteText(refused.link);
      const members = { base: editedBlob(save.over), store: refused.store, remote };
      return new HttpProblem("stale_edit", undefined, { members });
    }
    case "kind_changed":
      return kindChanged(refused.change);
    default:
      return refused satisfies never;
  }
}
