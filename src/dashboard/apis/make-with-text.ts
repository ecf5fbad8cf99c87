import { makeApi, makeVersion } from "../api/apis.ts";
import { saveSchema } from "../api/schema.ts";
import { keepDraft } from "../drafts/drafts.ts";
import { schemaDraftName } from "./schema-draft-name.ts";

export interface NewText {
  readonly workspace: string;
  readonly name: string;
  readonly version: string;
  /** Empty: the version has no schema yet. */
  readonly text: string;
  /** Whose draft it becomes. */
  readonly owner: string;
}

/** Where the text cannot be saved it becomes a draft of the version that was made: it is not lost. @throws Problem */
export async function makeWithText({
  workspace,
  name,
  version,
  text,
  owner,
}: NewText): Promise<{ readonly api: string; readonly version: string }> {
  const { slug: api } = await makeApi(workspace, { name });
  const made = await makeVersion(workspace, api, version);
  const address = { workspace, api, version: made.name };
  if (text === "") return address;
  try {
    await saveSchema(address, { text, over: null, message: "" });
  } catch {
    keepDraft({ owner, name: schemaDraftName(address) }, { text, over: null });
  }
  return address;
}
