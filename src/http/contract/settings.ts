/** What a workspace sets for itself. */
import { Type, type Static } from "typebox";
import type { QuotaName, Quotas, Usage } from "../../core/access/quotas.ts";
import type { Settings as SettingsRow } from "../../db/settings.ts";
import { Nullable } from "./nullable.ts";

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

const alertMembers = {
  checkRuns: Type.Boolean({
    description:
      "A check run named `Lockstep` at the head of a branch with links that have needed somebody for 15 minutes; needs the permission Checks.",
  }),
  statusIssue: Type.Boolean({
    description:
      "One issue a repository with such links: opened, changed and closed with their states; needs the permission Issues.",
  }),
};

const Use = Type.Object(
  { used: Type.Integer(), limit: Nullable(Type.Integer({ description: "Null: there is none." })) },
  { title: "Use" },
);

export const Settings = Type.Object(
  {
    commitMessage: Type.Object(members, { title: "CommitMessage" }),
    alerts: Type.Object(alertMembers, { title: "Alerts" }),
    usage: Type.Object(
      { storedBytes: Use, documents: Use, savesPerMinute: Use },
      {
        title: "Usage",
        description:
          "What the workspace takes up of what the server's configuration gives it: texts that are kept, each once, before compression; documents that are not deleted; saves in this minute.",
      },
    ),
  },
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
    alerts: Type.Optional(
      Type.Union(
        [
          Type.Object(
            {
              checkRuns: Type.Optional(alertMembers.checkRuns),
              statusIssue: Type.Optional(alertMembers.statusIssue),
            },
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

export function toSettings(
  { commitMessage, alerts }: SettingsRow,
  usage: Usage,
  quotas: Quotas,
): Static<typeof Settings> {
  const use = (name: QuotaName) => ({
    used: usage[name],
    limit: quotas[name] === 0 ? null : quotas[name],
  });
  return {
    commitMessage,
    alerts,
    usage: {
      storedBytes: use("storedBytes"),
      documents: use("documents"),
      savesPerMinute: use("savesPerMinute"),
    },
  };
}
