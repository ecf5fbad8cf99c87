/** Any two revisions of a document compared: their texts, and what changed for those who use the API. */
import { Type } from "typebox";
import { type DocumentComparison, isPassing } from "../core/compare/document-comparison.ts";
import { keepChanges } from "../db/revision-changes.ts";
import type { RevisionRecord } from "../db/revisions.ts";
import { bytesOfRevision, wholeTexts } from "../db/whole-text.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { Comparison, toComparison } from "./contract/compare.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { DOCUMENT_PLACES, documentAt, type DocumentPlace, revisionOf } from "./document-place.ts";
import { HttpProblem } from "./problems.ts";
import { inRoom } from "./text-room.ts";

const RevisionNumber = Type.Integer({ minimum: 1, maximum: 999_999_999 });

const description = [
  "`from` and `to` are numbers of revisions, in any order. `text` is the difference by lines; null where a revision is no text in UTF-8, or over 16 MiB.",
  "`changes` are named for OpenAPI (2.0 to 3.2), AsyncAPI (2 and 3), GraphQL, JSON Schema and Postman collections. What requests may hold and what responses may hold are judged apart: a new required property breaks requests, and not responses. What several operations share is told once for each direction. On collections nobody depends: their changes have no `level`.",
  "A schema that refers to other files of its repository is compared with them, as its bundle: lines are those of `revisions/{number}/content?bundled=true`.",
].join("\n\n");

export function registerCompare(server: ApiServer, dependencies: Dependencies): void {
  for (const place of DOCUMENT_PLACES) addCompare(server, dependencies, place);
}

function addCompare(server: ApiServer, dependencies: Dependencies, place: DocumentPlace): void {
  const { store } = dependencies;
  server.get(
    `${place.prefix}/compare`,
    {
      config: { access: place.access },
      schema: {
        tags: ["revisions"],
        operationId: `compare${place.of}Revisions`,
        summary: "What differs between two revisions",
        description,
        params: Type.Object(place.params),
        querystring: Type.Object({ from: RevisionNumber, to: RevisionNumber }),
        response: { 200: Comparison, ...PROBLEMS },
      },
    },
    async (request) => {
      const document = await documentAt(store, place, request);
      const from = await revisionOf(store, document, request.query.from);
      const to = await revisionOf(store, document, request.query.to);
      const comparison = await compareInRoom(dependencies, workspaceOf(request).id, { from, to });
      if (to.number === from.number + 1) await keepFor(dependencies, to, comparison);
      return toComparison({ from, to }, comparison);
    },
  );
}

/** So that the history says it from now on. That it cannot be kept takes nothing from the answer. */
async function keepFor(
  { store, log }: Dependencies,
  revision: RevisionRecord,
  { named }: DocumentComparison,
): Promise<void> {
  try {
    await keepChanges(store, revision, named);
  } catch (error) {
    log.warn({ err: error }, "how much a revision changed could not be kept");
  }
}

interface Revisions {
  readonly from: RevisionRecord;
  readonly to: RevisionRecord;
}

/** Here and in the process that compares, each text is held. @throws HttpProblem `overloaded` */
async function compareInRoom(
  dependencies: Dependencies,
  workspaceId: number,
  { from, to }: Revisions,
): Promise<DocumentComparison> {
  const { store, texts } = dependencies;
  const former = await bytesOfRevision(store.read, { workspaceId, revision: from });
  const present = await bytesOfRevision(store.read, { workspaceId, revision: to });
  const room = { texts, bytes: 2 * (former + present) };
  return inRoom(room, () => compare(dependencies, workspaceId, { from, to }));
}

/** @throws HttpProblem `overloaded` */
async function compare(
  { store, comparer, closureReader }: Dependencies,
  workspaceId: number,
  { from, to }: Revisions,
): Promise<DocumentComparison> {
  const texts = await wholeTexts(store.read, closureReader, { workspaceId, from, to });
  if (texts.kind === "absent") {
    throw new HttpProblem("not_found", "The content of a revision is not in the workspace.");
  }
  if (texts.kind === "busy") throw busy();
  const answer = await comparer.compare(texts.from, texts.to);
  if (answer.kind === "compared") return answer.comparison;
  if (isPassing(answer)) throw busy();
  return { text: null, named: "effort" };
}

function busy(): HttpProblem {
  return new HttpProblem("overloaded", "Too many comparisons are waiting.", {
    headers: { "retry-after": "5" },
  });
}
