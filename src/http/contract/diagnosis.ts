/** A diagnosis: every cause of trouble with its verdict, what was seen, and what to do. */
import { Type, type Static } from "typebox";
import { CHECKS, type Finding, VERDICTS } from "../../core/diagnosis/finding.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

const Remedy = Type.Object(
  {
    text: Type.String({ description: "What to do." }),
    url: Type.String({ description: "Where it is done or explained." }),
  },
  { title: "Remedy" },
);

const Finding_ = Type.Object(
  {
    check: Type.Enum([...CHECKS]),
    verdict: Type.Enum([...VERDICTS], {
      description:
        "`unknown`: could not be seen, or not before another check passes. `not_applicable`: nothing to check here.",
    }),
    seen: Type.String(),
    remedy: Nullable(Remedy),
  },
  { title: "Finding" },
);

export const Diagnosis = Type.Object(
  {
    at: Time,
    problems: Type.Integer({ description: "How many checks found a problem." }),
    items: Type.Array(Finding_, {
      description:
        "In the order in which to mend them: the first problem may be the cause of those after it.",
    }),
  },
  {
    title: "Diagnosis",
    examples: [
      {
        at: "2026-01-02T03:04:05.000Z",
        problems: 1,
        items: [
          {
            check: "host_connection",
            verdict: "problem",
            seen: "The connection to github.example.com was refused at once.",
            remedy: {
              text: "Something answered, but nothing listens there, or a firewall rejects: check the host's address and port, and that GitHub runs.",
              url: "https://docs.github.com/en/enterprise-server@latest/admin/configuring-settings/configuring-network-settings/network-ports",
            },
          },
        ],
      },
    ],
  },
);

export function toDiagnosis(at: number, findings: readonly Finding[]): Static<typeof Diagnosis> {
  return {
    at: toTime(at),
    problems: findings.filter(({ verdict }) => verdict === "problem").length,
    items: findings.map(({ check, verdict, seen, remedy }) => ({ check, verdict, seen, remedy })),
  };
}
