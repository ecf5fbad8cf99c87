/**
 * Who may look at setup's pages: whoever entered the terminal's code, for an hour, and the server's admins. Those are the holder
 * of the admin token and the admins of the account that the first host's App was installed on first: an App that is made public
 * may be installed by anybody, who must not come to rule the server by that.
 */
import type { FastifyRequest } from "fastify";
import type { SetupSession } from "../../core/access/setup-port.ts";
import { oldestWorkspace } from "../../db/installed.ts";
import { findWorkspace } from "../../db/workspaces.ts";
import { identify } from "../authorization/authorize.ts";
import { cookieIn, setCookie } from "../authorization/cookies.ts";
import type { Dependencies } from "../dependencies.ts";

export interface SetupVisitor {
  /** Null: an admin who has none. An admin's may have served already. */
  readonly session: SetupSession | null;
  readonly mayRegister: boolean;
}

const COOKIE = "lockstep-setup";
const MAX_AGE_SECONDS = 3600;

/** Null: setup is not for them. */
export async function setupVisitor(
  dependencies: Dependencies,
  request: FastifyRequest,
): Promise<SetupVisitor | null> {
  const { setup, config } = dependencies;
  const session = setup.gate.session(cookieIn(request.headers, COOKIE, config.publicUrl));
  if (session?.mayRegister === true) return { session, mayRegister: true };
  if (await isServerAdmin(dependencies, request)) return { session, mayRegister: true };
  return session === null ? null : { session, mayRegister: false };
}

/** For Set-Cookie. */
export function setupCookie(secret: string, { config }: Dependencies): string {
  return setCookie({ name: COOKIE, value: secret, maxAgeSeconds: MAX_AGE_SECONDS }, config.publicUrl);
}

async function isServerAdmin(dependencies: Dependencies, request: FastifyRequest): Promise<boolean> {
  const { store, access, hosts } = dependencies;
  const caller = await identify(dependencies, request);
  if (caller?.kind === "admin") return true;
  const first = hosts.list().find(({ isFirst }) => isFirst);
  if (caller?.kind !== "user" || caller.hostId !== first?.id) return false;
  const slug = await oldestWorkspace(store.read, first.id);
  const workspace = slug === null ? null : await findWorkspace(store.read, slug);
  if (workspace?.installation?.state !== "active") return false;
  return (await access.rightsIn(caller, workspace))?.isAdmin === true;
}
