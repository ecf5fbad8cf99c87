/** The schema of a version, as it is. */
import { Type } from "typebox";
import { findVersionDocument, presentRevisions } from "../db/revisions.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { BundleQuery, sendBundle } from "./bundle.ts";
import { DOCUMENT, PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { sendDocument } from "./raw-document.ts";

const PATH = "/apis/:api/versions/:version/schema";
const params = Type.Object({ api: Type.String(), version: Type.String() });

export function registerSchema(server: ApiServer, { store, closureReader, texts }: Dependencies): void {
  server.get(
    PATH,
    {
      config: { access: "version:read" },
      schema: {
        tags: ["apis"],
        operationId: "getSchema",
        summary: "The version's document, byte for byte",
        params,
        querystring: BundleQuery,
        response: { ...DOCUMENT, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const workspaceId = workspaceOf(request).id;
      const version = await findVersionDocument(store.read, workspaceId, request.params);
      if (version === null)
        throw new HttpProblem("not_found", "There is no such API, or it has no such version.");
      const revision = (await presentRevisions(store.read, [version.document])).get(version.document);
      if (revision === undefined) {
        throw new HttpProblem(
          "not_found",
          "The version has no schema yet; save one, or link it to a file that has one.",
        );
      }
      if (request.query.bundled === true) {
        const wish = { document: version, revision, name: `${version.name}-bundled` };
        return sendBundle({ store, closureReader, texts }, wish, { request, reply });
      }
      return sendDocument({ store, texts }, { ...version, blob: revision.blob }, { request, reply });
    },
  );
}
