/** Going back to an earlier text. */
import { Type } from "typebox";
import { SchemaSaved } from "./schema-save.ts";

export const RollbackWish = Type.Object(
  {
    revision: Type.Integer({
      minimum: 1,
      maximum: 999_999_999,
      description: "The number of the revision whose text is to be the present one.",
      examples: [3],
    }),
  },
  { title: "RollbackWish", additionalProperties: false },
);

export const RolledBack = Type.Object(SchemaSaved.properties, {
  title: "RolledBack",
  description: "The revision that holds the text now, and where the document is linked to.",
});
