/** Which side is kept, where both have a text. */
import { Type } from "typebox";

export const Keep = Type.Enum(["store", "github"]);
