/** The GitHub servers that an App is configured for. */
import { Type } from "typebox";
import { Nullable } from "./nullable.ts";

export const Host = Type.Object(
  {
    hostname: Type.String({ examples: ["github.com"] }),
    webUrl: Type.String({ description: "Where its pages are, without a slash at the end." }),
    installUrl: Nullable(
      Type.String({
        description:
          "Where the App is installed on further accounts; null: GitHub has not said it, and may later.",
      }),
    ),
  },
  { title: "Host" },
);
