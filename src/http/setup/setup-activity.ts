/** Setup leaves its rows in the server's activity: from where it was opened, and by whom a host was added. */
import type { FastifyRequest } from "fastify";
import { recordActivity } from "../../db/activity.ts";
import { identify } from "../authorization/authorize.ts";
import { deedBy } from "../authorization/deed-of.ts";
import type { Dependencies } from "../dependencies.ts";

/** Whoever has the terminal's code is nobody by name. */
export async function recordSetup(
  dependencies: Dependencies,
  request: FastifyRequest,
  done: { readonly type: "setup.opened" } | { readonly type: "host.added"; readonly host: string },
): Promise<void> {
  const { type, ...data } = done;
  const deed = deedBy(dependencies, request, await identify(dependencies, request));
  await dependencies.store.write((tx) => recordActivity(tx, { workspaceId: null, type, data, ...deed }));
}
