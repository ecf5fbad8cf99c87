/**
 * The sandbox's own routes, below `/_sandbox/`: faults and actions by hand, for instance
 *   curl -X POST URL/_sandbox/faults -d '{"requests":[{"on":"rest","effect":{"kind":"status","status":502}}]}'
 *   curl -X POST URL/_sandbox/actions -d '{"action":"protect","repository":"acme/petstore","branch":"main"}'
 */
import { json, Refused, type Answer } from "./answer.ts";
import { LEVELS, type OrganizationRole, type RepositoryLevel } from "./records.ts";
import type { MergeMethod, Sandbox, SandboxRepository } from "./sandbox.ts";
import type { RepositoryRules } from "./state.ts";

type Body = Readonly<Record<string, unknown>>;
type Action = (sandbox: Sandbox, body: Body) => unknown;

const ACTIONS: Readonly<Record<string, Action>> = {
  "create-account": (sandbox, body) => sandbox.accounts.create(text(body, "login")),
  "create-user": (sandbox, body) => sandbox.users.create(text(body, "login")),
  "set-role": (sandbox, body) =>
    sandbox.users.setRole(text(body, "login"), text(body, "organization"), roleOf(body["role"])),
  "set-permission": (sandbox, body) =>
    sandbox.users.setPermission(text(body, "login"), text(body, "repository"), levelOf(body["level"])),
  "revoke-authorization": (sandbox, body) => sandbox.users.revokeAuthorization(text(body, "login")),
  "login-link": (sandbox, body) => sandbox.users.loginLink(text(body, "login"), text(body, "target")),
  "create-repository": async (sandbox, body) => {
    const { id, fullName, cloneUrl } = await sandbox.repositories.create({
      owner: text(body, "owner"),
      name: text(body, "name"),
    });
    return { id, fullName, cloneUrl };
  },
  rename: (sandbox, body) => repository(sandbox, body).rename(text(body, "name")),
  transfer: (sandbox, body) => repository(sandbox, body).transfer(text(body, "owner")),
  archive: (sandbox, body) => repository(sandbox, body).archive(true),
  unarchive: (sandbox, body) => repository(sandbox, body).archive(false),
  "rename-branch": (sandbox, body) =>
    repository(sandbox, body).renameBranch(text(body, "from"), text(body, "to")),
  protect: (sandbox, body) => repository(sandbox, body).protect(text(body, "branch")),
  unprotect: (sandbox, body) => repository(sandbox, body).unprotect(text(body, "branch")),
  "set-rules": (sandbox, body) => repository(sandbox, body).setRules(rulesOf(body["rules"])),
  merge: (sandbox, body) =>
    repository(sandbox, body).pulls.merge(number(body, "number"), mergeMethodOf(body["method"])),
  "close-pull-request": (sandbox, body) => repository(sandbox, body).pulls.close(number(body, "number")),
  "reopen-pull-request": (sandbox, body) => repository(sandbox, body).pulls.reopen(number(body, "number")),
  install: (sandbox, body) => sandbox.installations.create(text(body, "account")),
  suspend: (sandbox, body) => sandbox.installations.suspend(installation(sandbox, body)),
  unsuspend: (sandbox, body) => sandbox.installations.unsuspend(installation(sandbox, body)),
  uninstall: (sandbox, body) => sandbox.installations.uninstall(installation(sandbox, body)),
  "add-repository": (sandbox, body) =>
    sandbox.installations.addRepository(installation(sandbox, body), text(body, "repository")),
  "remove-repository": (sandbox, body) =>
    sandbox.installations.removeRepository(installation(sandbox, body), text(body, "repository")),
};

export class ControlRoom {
  #sandbox: Sandbox | null = null;

  /** The sandbox exists only after its server. */
  attach(sandbox: Sandbox): void {
    this.#sandbox = sandbox;
  }

  async answer(method: string, path: string, body: Body): Promise<Answer> {
    const sandbox = this.#sandbox;
    if (sandbox === null) return json({ message: "Starting" }, 503);
    switch (`${method} ${path.slice("/_sandbox/".length)}`) {
      case "GET faults":
        return json(sandbox.faults.get());
      case "POST faults":
        checkFaults(body);
        sandbox.faults.set(body);
        return json(sandbox.faults.get());
      case "DELETE faults":
        sandbox.faults.clear();
        return json(sandbox.faults.get());
      case "GET requests":
        return json(sandbox.requests.list());
      case "GET deliveries":
        return json(sandbox.webhooks.deliveries());
      case "POST actions":
        return act(sandbox, body);
      default:
        return json({ message: "Not Found", actions: Object.keys(ACTIONS) }, 404);
    }
  }
}

/** @throws Refused: what is set is looked into at every request. */
function checkFaults({ requests }: Body): void {
  if (requests === undefined) return;
  if (!Array.isArray(requests) || !requests.every(isRule)) {
    throw new Refused(
      json({ message: '"requests" is a list of {on, match, effect: {kind, …}, rate, times}' }, 422),
    );
  }
}

function isRule(value: unknown): boolean {
  return typeof value === "object" && value !== null && "effect" in value;
}

async function act(sandbox: Sandbox, body: Body): Promise<Answer> {
  const action = ACTIONS[String(body["action"])];
  if (action === undefined) return json({ message: "No such action", actions: Object.keys(ACTIONS) }, 422);
  try {
    return json({ done: true, result: (await action(sandbox, body)) ?? null });
  } catch (error) {
    return json({ message: error instanceof Error ? error.message : String(error) }, 422);
  }
}

function text(body: Body, key: string): string {
  const value = body[key];
  if (typeof value !== "string") throw new Error(`"${key}" is missing`);
  return value;
}

function number(body: Body, key: string): number {
  const value = body[key];
  if (typeof value !== "number") throw new Error(`"${key}" is missing`);
  return value;
}

function mergeMethodOf(value: unknown): MergeMethod {
  if (value === undefined || value === "merge") return "merge";
  if (value === "squash" || value === "rebase") return value;
  throw new Error('"method" is merge, squash or rebase');
}

function repository(sandbox: Sandbox, body: Body): SandboxRepository {
  const found = sandbox.repositories.get(text(body, "repository"));
  if (found === null) throw new Error(`No repository ${text(body, "repository")}`);
  return found;
}

/** Named by its id, or the account's login; the only one where nothing is said. */
function installation(sandbox: Sandbox, body: Body): number {
  const all = sandbox.installations.list();
  const wanted = all.find((it) => it.id === body["installation"] || it.account.login === body["account"]);
  const found = wanted ?? (all.length === 1 ? all[0] : undefined);
  if (found === undefined) throw new Error('Name an "installation" or an "account"');
  return found.id;
}

/** Null takes it away. */
function roleOf(value: unknown): OrganizationRole | null {
  if (value === null || value === "admin" || value === "member") return value;
  throw new Error('"role" is admin, member or null');
}

/** Null takes it away. */
function levelOf(value: unknown): RepositoryLevel | null {
  const level = value === null ? null : LEVELS.find((it) => it === value);
  if (level === undefined) throw new Error(`"level" is ${LEVELS.join(", ")} or null`);
  return level;
}

function rulesOf(value: unknown): Partial<RepositoryRules> {
  if (typeof value !== "object" || value === null) throw new Error('"rules" is missing');
  return value;
}
