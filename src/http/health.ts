/** For what watches the server: alive, and able to do its work. */
import { Type } from "typebox";
import { probeWrite } from "../db/probe-write.ts";
import type { Hindrance } from "../core/operations/operations-port.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { PROBLEMS } from "./contract/problem.ts";

const Health = Type.Object({ status: Type.Literal("ok") }, { title: "Health" });
const tags = ["health"];

export function registerHealth(server: ApiServer, { store, operations }: Dependencies): void {
  server.get(
    "/healthz",
    { schema: { tags, operationId: "getHealth", summary: "The process answers", response: { 200: Health } } },
    async () => ({ status: "ok" as const }),
  );
  server.get(
    "/readyz",
    {
      schema: {
        tags,
        operationId: "getReadiness",
        summary: "The server can do its work",
        description:
          "The database takes writes, there is room on its disk, and branches are brought to rest. Else a problem, whose `reasons` say why not.",
        response: { 200: Health, ...PROBLEMS },
      },
    },
    async ({ log }) => {
      const reasons = [...(await operations.hindrances())];
      try {
        await probeWrite(store);
      } catch (error) {
        log.error({ err: error }, "the database cannot be written");
        reasons.unshift({ code: "database_unwritable", detail: "The database cannot be written." });
      }
      if (reasons.length > 0) throw notReady(reasons);
      return { status: "ok" as const };
    },
  );
}

function notReady(reasons: readonly Hindrance[]): HttpProblem {
  const detail = reasons.map((reason) => reason.detail).join(" ");
  return new HttpProblem("not_ready", detail, { members: { reasons } });
}
