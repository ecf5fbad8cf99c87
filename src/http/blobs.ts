/** Contents by git's blob id, within the workspace. */
import { Type } from "typebox";
import { isObjectId, parseBlobId } from "../core/git/object-id.ts";
import { findBlobs } from "../db/blobs.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { DOCUMENT, PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { sendDocument } from "./raw-document.ts";

export function registerBlobs(server: ApiServer, { store, texts }: Dependencies): void {
  server.get(
    "/blobs/:blob",
    {
      config: { access: "blob:read" },
      schema: {
        tags: ["revisions"],
        operationId: "getBlob",
        summary: "A content, as it is",
        params: Type.Object({ blob: Type.String() }),
        response: { ...DOCUMENT, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const workspaceId = workspaceOf(request).id;
      const id = request.params.blob;
      const blob = isObjectId(id) ? parseBlobId(id) : null;
      if (blob === null || !(await findBlobs(store.read, workspaceId, [blob])).has(blob)) {
        throw new HttpProblem("not_found", "The workspace has no content of this id.");
      }
      return sendDocument(
        { store, texts },
        { workspaceId, blob, name: blob, kind: null },
        { request, reply },
      );
    },
  );
}
