/** What a script without a queue does: for every save one GET for the file's sha, and one PUT. */
import { aCollection } from "../support/a-collection.ts";
import { requestsTo } from "../support/a-linked-document.ts";
import type { ALockstep } from "../support/a-lockstep.ts";
import { ask, at, installationToken } from "../support/a-sandbox.ts";
import type { Cost } from "../support/many-saves.ts";

const REPOSITORY = "catalog";

export async function saveNaively(
  lockstep: ALockstep,
  { saves, collections }: { readonly saves: number; readonly collections: number },
): Promise<Cost> {
  const { sandbox } = lockstep;
  const repository = lockstep.repository(REPOSITORY);
  const token = await installationToken(sandbox, sandbox.installations.list()[0]?.id ?? 0);
  const before = (await repository.log()).length;
  sandbox.requests.clear();
  for (let number = 0; number < saves; number += 1) {
    const path = `/repos/acme/${REPOSITORY}/contents/${number % collections}.json`;
    const { body } = aCollection({ note: `save ${number}` });
    const sha = at((await ask(sandbox, path, { token })).body, "sha");
    const content = Buffer.from(JSON.stringify(body)).toString("base64");
    const file = { message: "Back up", content, ...(sha === undefined ? {} : { sha }) };
    const put = await ask(sandbox, path, { method: "PUT", token, body: file });
    if (put.status >= 300) throw new Error(`PUT was answered ${put.status}: ${put.text}`);
  }
  const requests = requestsTo(lockstep);
  const reads = requests.filter(({ method }) => method === "GET").length;
  const commits = (await repository.log()).length - before;
  return { commits, reads, writes: requests.length - reads };
}
