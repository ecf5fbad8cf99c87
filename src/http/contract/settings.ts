/** What a workspace sets for itself. */
import { Type } from "typebox";

const members = {
  headline: Type.String({
    maxLength: 200,
    description:
      "One line. `{summary}`: of one document its line, of several how many were created and updated; `{documents}`: their names; `{count}`: how many. At most 40 characters of its own.",
    examples: ["{summary}", "docs(api): {summary} [skip ci]"],
  }),
  body: Type.String({
    maxLength: 2000,
    description:
      "May be empty. Takes `{details}` too: a line for each document, and what people said about their saves. Co-authors follow by themselves.",
    examples: ["{details}"],
  }),
};

export const Settings = Type.Object(
  { commitMessage: Type.Object(members, { title: "CommitMessage" }) },
  { title: "Settings" },
);

export const SettingsChange = Type.Object(
  {
    commitMessage: Type.Optional(
      Type.Union(
        [
          Type.Object(
            { headline: Type.Optional(members.headline), body: Type.Optional(members.body) },
            { additionalProperties: false },
          ),
          Type.Null(),
        ],
        { description: "What is left out stays; null: as it was at first." },
      ),
    ),
  },
  { title: "SettingsChange", additionalProperties: false, minProperties: 1 },
);
