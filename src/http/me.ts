/** Who is asking, as they may know it. */
import type { Static } from "typebox";
import type { TokenCaller } from "../core/access/caller.ts";
import { uidOfDocument } from "../db/collections.ts";
import type { FastifyRequest } from "fastify";
import type { Reader } from "../db/store.ts";
import { findUser } from "../db/users.ts";
import { slugOfWorkspace } from "../db/workspaces.ts";
import { callerOf } from "./authorization/authorize.ts";
import type { Me } from "./contract/me.ts";
import type { Dependencies } from "./dependencies.ts";
import { setupVisitor } from "./setup/setup-visitor.ts";

export async function meOf(dependencies: Dependencies, request: FastifyRequest): Promise<Static<typeof Me>> {
  const caller = callerOf(request);
  const { read } = dependencies.store;
  switch (caller.kind) {
    case "admin":
      return { kind: "admin" };
    case "token":
      return tokenOf(read, caller);
    case "user": {
      const user = await findUser(read, caller.userId);
      const { name = null, avatarUrl = null } = user ?? {};
      const serverAdmin = (await setupVisitor(dependencies, request))?.mayRegister === true;
      const { accountId, login, hostname: host } = caller;
      return {
        kind: "user",
        accountId,
        login,
        name,
        avatarUrl,
        host,
        serverAdmin,
      };
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
