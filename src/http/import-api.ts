/** POST `apis` with `from`: the file is read first; nothing is made where it cannot be. */
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { type ApiRecord, findApi, type NewApi } from "../db/apis.ts";
import { type Imported, importApi } from "../db/import-api.ts";
import { writeBinding } from "../db/link-binding.ts";
import type { From } from "./contract/api.ts";
import { checkedBranch } from "./contract/branch.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller } from "./authorization/guard.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { withinQuotas } from "./quotas.ts";
import { readFile } from "./read-file.ts";
import { requireTarget } from "./authorization/target-repository.ts";
import { versionNameOf } from "./version-name.ts";

const DEFAULT_VERSION = "1.0";

/** @throws HttpProblem `exists`, `path_linked`, or the code of what kept the file from being read */
export async function makeFromFile(
  dependencies: Dependencies,
  request: FastifyRequest,
  { api, from }: { readonly api: NewApi; readonly from: Static<typeof From> },
): Promise<ApiRecord> {
  const { store, config } = dependencies;
  const branch = checkedBranch(from.branch ?? null);
  if ((await findApi(store.read, api.workspaceId, api.slug)) !== null) throw exists();
  const repository = await requireTarget(store.read, request, from.repository);
  const { file, text } = await readFile(dependencies, { repository, branch, path: from.path });
  const version = from.version ?? versionNameOf(text) ?? DEFAULT_VERSION;
  const deed = deedOf(dependencies, request);
  const saving = {
    quotas: config.quotas,
    workspaceId: api.workspaceId,
    now: deed.at,
    isMade: ({ kind }: Imported) => kind === "done",
  };
  const imported = await writeBinding(asCaller(dependencies, request), async (tx) => {
    return withinQuotas(tx, saving, () => importApi(tx, { api, version, file }, deed));
  });
  switch (imported.kind) {
    case "done":
      return imported.api;
    case "exists":
      throw exists();
    case "path_linked":
      throw new HttpProblem("path_linked");
    default:
      return imported satisfies never;
  }
}

function exists(): HttpProblem {
  return new HttpProblem("exists", "An API of this address exists already; choose another name.");
}
