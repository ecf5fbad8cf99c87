/** For what watches the server: alive, and able to do its work. */
import { Type } from "typebox";
import { probeWrite } from "../db/probe-write.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { PROBLEMS } from "./contract/problem.ts";

const Health = Type.Object({ status: Type.Literal("ok") }, { title: "Health" });
const tags = ["health"];

export function registerHealth(server: ApiServer, { store }: Dependencies): void {
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
        summary: "The database can be written",
        response: { 200: Health, ...PROBLEMS },
      },
    },
    async ({ log }) => {
      try {
        await probeWrite(store);
      } catch (error) {
        log.error({ err: error }, "the database cannot be written");
        throw new HttpProblem("not_ready", undefined, { cause: error });
      }
      return { status: "ok" as const };
    },
  );
}
