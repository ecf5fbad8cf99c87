/** Problem documents (RFC 9457), as the API's description shows them. */
import { Type } from "typebox";

export const Problem = Type.Object(
  {
    type: Type.String({
      description: "`urn:lockstep:problem:` and the code.",
      examples: ["urn:lockstep:problem:not_found"],
    }),
    title: Type.String({ examples: ["Nothing is here"] }),
    status: Type.Integer({ examples: [404] }),
    detail: Type.String({ description: "What is wrong here.", examples: ["There is no such link."] }),
    code: Type.String({ description: "From a closed set; branch on this.", examples: ["not_found"] }),
    remedy: Type.String({
      description: "What to do about it.",
      examples: ["Check the address: the workspace, the names and the ids in it."],
    }),
  },
  { title: "Problem", additionalProperties: true },
);

/** For `schema.response` of every route of the API: `{200: …, ...PROBLEMS}`. */
export const PROBLEMS = {
  "4xx": {
    description: "Something that the caller can mend.",
    content: { "application/problem+json": { schema: Problem } },
  },
  "5xx": {
    description: "A fault of the server, or of GitHub.",
    content: { "application/problem+json": { schema: Problem } },
  },
};

/** For routes that send a document as it is: `{...DOCUMENT, ...PROBLEMS}`. */
export const DOCUMENT = {
  200: {
    description: "The document, byte for byte; `ETag` is its blob id, quoted.",
    content: { "*/*": { schema: Type.String({ format: "binary" }) } },
  },
  304: Type.Null({ description: "The caller has it: its blob id was in `If-None-Match`." }),
};
