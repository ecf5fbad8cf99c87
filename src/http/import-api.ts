/** POST `apis` with `from`: the file is read first; nothing is made where it cannot be. */
import type { Static } from "typebox";
import type { Deed } from "../db/activity.ts";
import { type ApiRecord, findApi, type NewApi } from "../db/apis.ts";
import { importApi } from "../db/import-api.ts";
import { writeBinding } from "../db/link-binding.ts";
import { findRepository } from "../db/repositories.ts";
import type { From } from "./contract/api.ts";
import { checkedBranch } from "./contract/branch.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { readFile } from "./read-file.ts";
import { versionNameOf } from "./version-name.ts";

const DEFAULT_VERSION = "1.0";

/** @throws HttpProblem `exists`, `path_linked`, or the code of what kept the file from being read */
export async function makeFromFile(
  dependencies: Dependencies,
  api: NewApi,
  { from, deed }: { readonly from: Static<typeof From>; readonly deed: Deed },
): Promise<ApiRecord> {
  const { store } = dependencies;
  const branch = checkedBranch(from.branch ?? null);
  if ((await findApi(store.read, api.workspaceId, api.slug)) !== null) throw exists();
  const repository = await findRepository(store.read, api.workspaceId, from.repository);
  if (repository === null) {
    throw new HttpProblem(
      "repository_not_accessible",
      `The installation sees no repository ${from.repository}; add it to the installation, or correct its name.`,
    );
  }
  const { file, text } = await readFile(dependencies, { repository, branch, path: from.path });
  const version = from.version ?? versionNameOf(text) ?? DEFAULT_VERSION;
  const imported = await writeBinding(store, (tx) => importApi(tx, { api, version, file }, deed));
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
