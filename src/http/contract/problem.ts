/** Problem documents (RFC 9457), as the API's description shows them. */
import { Type } from "typebox";

export const Problem = Type.Object(
  {
    type: Type.String({ description: "`urn:lockstep:problem:` and the code." }),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String({ description: "What is wrong here." }),
    code: Type.String({ description: "From a closed set; branch on this." }),
    remedy: Type.String({ description: "What to do about it." }),
  },
  { title: "Problem", additionalProperties: true },
);

/** For `schema.response` of every route of the API: `{200: …, ...PROBLEMS}`. */
export const PROBLEMS = { "4xx": Problem, "5xx": Problem };
