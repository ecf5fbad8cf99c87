/** Told beside one thing that is read: whether whoever reads it may change it too. */
import { Type } from "typebox";
import { Nullable } from "./nullable.ts";

export const writing = {
  writable: Type.Boolean({ description: "The caller may change it." }),
  needed: Nullable(
    Type.String({
      description: "What that would take; null: nothing that the caller has not.",
      examples: ["This needs push access to acme/petstore."],
    }),
  ),
};
