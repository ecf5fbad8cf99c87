/** Who is asking, as they may know it. */
import type { Static } from "typebox";
import type { Caller, TokenCaller } from "../core/access/caller.ts";
import { uidOfDocument } from "../db/collections.ts";
import type { Reader } from "../db/store.ts";
import { findUser } from "../db/users.ts";
import { slugOfWorkspace } from "../db/workspaces.ts";
import type { Me } from "./contract/me.ts";

export async function meOf(reader: Reader, caller: Caller): Promise<Static<typeof Me>> {
  switch (caller.kind) {
    case "admin":
      return { kind: "admin" };
    case "token":
      return tokenOf(reader, caller);
    case "user": {
      const user = await findUser(reader, caller.userId);
      const { name = null, avatarUrl = null } = user ?? {};
      return { kind: "user", login: caller.login, name, avatarUrl, host: caller.hostname };
    }
  }
}

async function tokenOf(
  reader: Reader,
  { name, scopes, document, workspaceId }: TokenCaller,
): Promise<Static<typeof Me>> {
  const workspace = await slugOfWorkspace(reader, workspaceId);
  const collection = document === null ? null : await uidOfDocument(reader, document);
  return { kind: "token", name, workspace, scopes: [...scopes], collection };
}
