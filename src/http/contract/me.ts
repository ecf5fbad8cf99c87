/** Who is asking. */
import { Type } from "typebox";
import { SCOPES } from "../../core/access/caller.ts";
import { Nullable } from "./nullable.ts";

export const Me = Type.Union(
  [
    Type.Object({ kind: Type.Literal("admin", { description: "The holder of LOCKSTEP_ADMIN_TOKEN." }) }),
    Type.Object({
      kind: Type.Literal("token"),
      name: Type.String(),
      workspace: Type.String({ description: "Its slug." }),
      scopes: Type.Array(Type.Enum([...SCOPES])),
      collection: Nullable(
        Type.String({ description: "The one collection that `collections:save` is narrowed to." }),
      ),
    }),
    Type.Object({
      kind: Type.Literal("user"),
      accountId: Type.Integer({ description: "GitHub's id of the account, which renames do not change." }),
      login: Type.String(),
      name: Nullable(Type.String()),
      avatarUrl: Nullable(Type.String()),
      host: Type.String({ description: "Where they signed in.", examples: ["github.com"] }),
      serverAdmin: Type.Boolean({ description: "May add GitHub servers." }),
    }),
  ],
  { title: "Me" },
);
