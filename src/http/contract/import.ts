/** Documents that are brought in: pasted, uploaded, or read from a repository; one or many, of whatever kind they turn out to be. */
import { Type, type Static } from "typebox";
import { From, Name, VersionName } from "./api.ts";
import { Nullable } from "./nullable.ts";
import { Problem } from "./problem.ts";

const AT_ONCE = 50;

const wishes = {
  name: Type.Optional({ ...Name, description: "Of the API; left out: the document's own, else the file's." }),
  version: Type.Optional({ ...VersionName, description: "Left out: what the document says, else `1.0`." }),
};

/** Of an upload, whose body is the document. */
export const UploadQuery = Type.Object({
  ...wishes,
  file: Type.Optional(
    Type.String({ maxLength: 1024, description: "Its file's name, from which the API's may come." }),
  ),
});

export const ImportItem = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1, description: "The document itself." })),
    from: Type.Optional(Type.Omit(From, ["version"])),
    ...wishes,
  },
  { title: "ImportItem", description: "Either `text` or `from`.", additionalProperties: false },
);

export const ImportWish = Type.Object(
  { items: Type.Array(ImportItem, { minItems: 1, maxItems: AT_ONCE }) },
  { title: "ImportWish", additionalProperties: false },
);

export const ImportMade = Type.Object(
  {
    made: Nullable(
      Type.Union([
        Type.Object({ api: Type.String({ description: "Its slug." }), version: Type.String() }),
        Type.Object({ collection: Type.String() }),
      ]),
    ),
    problem: Nullable(Problem),
  },
  { title: "ImportMade", description: "What it became; or why it became nothing." },
);

export const ImportResult = Type.Object(
  { items: Type.Array(ImportMade, { description: "In the order of the request's." }) },
  { title: "ImportResult" },
);

export type Made = NonNullable<Static<typeof ImportMade>["made"]>;
