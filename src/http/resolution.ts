/** A person's choice between two texts: which to choose from, and the choice. */
import { Type } from "typebox";
import { readBlob } from "../db/blobs.ts";
import { findLink, type LinkRecord, noteOfferedMerge } from "../db/links.ts";
import {
  baseText,
  type CheckedText,
  type Choice,
  isReviewConflict,
  presentSides,
  remoteText,
  RESOLVABLE,
  resolveLink,
} from "../db/resolution.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { textWritingOf } from "./authorization/writing-of.ts";
import { ConflictMerges } from "./conflict-merge.ts";
import { toBlobOrNull } from "./contract/blob.ts";
import { Link, linkIdOf, LinkParams, renameOf, toLink } from "./contract/link.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { Conflict, MergedCheck, MergedText, ResolutionWish } from "./contract/resolution.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { kindChanged, KindQuery } from "./kind-changed.ts";
import { asCaller, requireDocumentWrite } from "./authorization/guard.ts";
import { found } from "./links.ts";
import { choiceIn, mergedText, TEXT_LIMIT_BYTES } from "./merged-text.ts";
import { HttpProblem } from "./problems.ts";
import { withinQuotas } from "./quotas.ts";
import { keepCanonicalRemote } from "./remote-text.ts";
import { requireTakeable } from "./takeable-remote.ts";
import { inRoomOf } from "./text-room.ts";

const tags = ["links"];

/** The body carries a merged text as a JSON string, which may be twice as long. */
const BODY_LIMIT_BYTES = 2 * TEXT_LIMIT_BYTES;

export function registerResolution(server: ApiServer, dependencies: Dependencies): void {
  addConflict(server, dependencies);
  addCheck(server, dependencies);
  addResolution(server, dependencies);
}

function addConflict(server: ApiServer, dependencies: Dependencies): void {
  const { store, merger, texts } = dependencies;
  const merges = new ConflictMerges(store, merger, texts);
  server.get(
    "/links/:link/conflict",
    {
      config: { access: "link:read" },
      schema: {
        tags,
        operationId: "getConflict",
        summary: "The texts to choose between",
        description:
          "`merge` is what could be made of both sides; it is applied only when it is sent as `content` of a resolution. `clashes: 0`: a clean merge, read again and found to hold what both sides did. More: it cannot be taken as it is, for its text holds git's conflict markers (`<<<<<<< store`, `=======`, `>>>>>>> GitHub`) around as many regions that both sides changed differently. Null: there is no base, a side is absent, a text is no text in UTF-8 or over 16 MiB, the merge took too long, or it could not be proven right.",
        params: LinkParams,
        response: { 200: Conflict, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const link = found(await findLink(store.read, id, linkIdOf(request.params.link)));
      const expected = presentSides(link);
      if (expected === null || !RESOLVABLE.has(link.state)) throw new HttpProblem("nothing_to_resolve");
      await keepCanonicalRemote(dependencies, link);
      const sides = { base: baseText(link), store: link.store, remote: remoteText(link) };
      const merge = await merges.offer({ workspaceId: id, ...sides });
      if (merge !== null && merge.blob !== link.offeredMerge) {
        await store.write((tx) => noteOfferedMerge(tx, link, merge.blob));
      }
      const text = await textWritingOf(store.read, request, link.document);
      return { expected, ...sides, merge, renamedTo: renameOf(link), text };
    },
  );
}

function addCheck(server: ApiServer, dependencies: Dependencies): void {
  const { store } = dependencies;
  server.post(
    "/links/:link/resolution/check",
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: { access: "link:write" },
      schema: {
        tags,
        operationId: "checkMergedText",
        summary: "Check a merged text before it is sent",
        description:
          "What the revision would say of it, and changes nothing. A text with problems may be saved all the same; one that a resolution would refuse as it is, such as a collection that is none, is refused here in the same way.",
        params: LinkParams,
        body: MergedText,
        response: { 200: MergedCheck, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id: workspaceId } = workspaceOf(request);
      const link = found(await findLink(store.read, workspaceId, linkIdOf(request.params.link)));
      const { kind, valid, problems } = await mergedText(request.body.content, link, dependencies);
      return { kind, valid, problems: [...problems] };
    },
  );
}

function addResolution(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.post(
    "/links/:link/resolution",
    {
      bodyLimit: BODY_LIMIT_BYTES,
      config: { access: "link:write" },
      schema: {
        tags,
        operationId: "resolveLink",
        summary: "Choose a side, or send a merged text",
        description:
          "`expected` names the blobs that were shown; where either side has moved on, nothing happens (409 `outdated`). A merged text of another kind than the version's is 422 `kind_changed`, unless `kind=change` says that it is meant. To keep GitHub's side where the file is gone disconnects the link: 204.",
        params: LinkParams,
        querystring: KindQuery,
        body: ResolutionWish,
        response: { 200: Link, 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const { body } = request;
      const link = found(await findLink(store.read, workspaceId, linkIdOf(request.params.link)));
      const mayChangeKind = request.query.kind === "change";
      const choice = await choiceIn(body, link, { ...dependencies, mayChangeKind });
      const remoteCheck = await checkRemote(link, choice, dependencies);
      await keepCanonicalRemote(dependencies, link);
      if (choice.kind === "github") await requireTakeable(dependencies, link);
      const expected = {
        store: toBlobOrNull(body.expected.store),
        remote: toBlobOrNull(body.expected.remote),
      };
      const deed = deedOf({ now }, request);
      const resolution = { workspaceId, link: link.id, expected, choice, remoteCheck, deed };
      const saving = { quotas: dependencies.config.quotas, workspaceId, now: deed.at, isMade: () => false };
      const resolved = await asCaller({ store, now }, request).write(async (tx) => {
        // Both other choices change the document's text, which goes to all its repositories.
        if (choice.kind !== "store") await requireDocumentWrite(tx.query, request, link.document);
        return withinQuotas(tx, saving, () => resolveLink(tx, resolution));
      });
      if (resolved.kind === "kind_changed") throw kindChanged(resolved.change);
      if (resolved.kind === "refused") throw new HttpProblem(resolved.code);
      return resolved.kind === "resolved" ? toLink(resolved.link) : reply.code(204).send(null);
    },
  );
}

type RemoteCheck = Omit<CheckedText, "content">;

const UNCHECKED: RemoteCheck = { kind: null, name: null, valid: true, problems: [] };

/** GitHub's text becomes a revision where it loses, or where a request's branch holds it and it is taken. */
async function checkRemote(
  link: LinkRecord,
  choice: Choice,
  { store, texts, checker, collectionReader }: Dependencies,
): Promise<RemoteCheck> {
  const { workspaceId } = link;
  const blob = remoteText(link);
  // The lanes take over, and check, what the branch itself holds.
  const isTakenOver = choice.kind === "github" && !isReviewConflict(link);
  if (isTakenOver || blob === null) return UNCHECKED;
  return inRoomOf({ store, texts, workspaceId, blobs: [blob], copies: 2 }, async () => {
    const content = await readBlob(store.read, workspaceId, blob);
    if (content === null) return UNCHECKED;
    if (link.kind === "backup")
      return { ...UNCHECKED, name: (await collectionReader.readFile(content))?.name ?? null };
    return { name: null, ...(await checker.check(content)) };
  });
}
