import nock from "nock";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EventMark, ReceiveEvent } from "../../../src/core/webhook/event-mark.ts";
import { makeApp } from "../../../src/github/app.ts";
import { makeEventReceiver } from "../../../src/github/webhooks/event-receiver.ts";
import { anEventReceiver, aProbot } from "../../support/a-webhook.ts";

const AFTER = "ab".repeat(20);
const BEFORE = "b".repeat(40);
const ZEROS = "0".repeat(40);
const INSTALLATION = { id: 11 };
const REPOSITORY = { id: 5, name: "petstore", owner: { id: 7, login: "acme" } };
const ACCOUNT = { id: 7, login: "acme", type: "Organization" };

beforeEach(() => nock.disableNetConnect());
afterEach(() => nock.enableNetConnect());

interface Row {
  readonly says: string;
  readonly event: string;
  readonly payload: Record<string, unknown>;
  readonly marks: readonly unknown[];
}

const lane = (branch: string, change: string, head: string | null, from: object = {}): unknown => ({
  unit: "lane",
  repositoryId: 5,
  branch,
  change,
  head,
  ...from,
});

const config = (branch: string | null, change: string, head: string | null = null): unknown => ({
  unit: "config",
  repositoryId: 5,
  branch,
  change,
  head,
});

/** A push of one commit that says what it did to which files. */
const pushOf = (files: object): Record<string, unknown> => ({
  ref: "refs/heads/main",
  after: AFTER,
  commits: [{ added: [], removed: [], modified: [], ...files }],
});

function aPull(fields: object, repository = 5): object {
  return { merged: false, head: { ref: "lockstep/main", sha: AFTER, repo: { id: repository } }, ...fields };
}

test.each<Row>([
  {
    says: "a push to a branch marks its lane, with the heads that it names",
    event: "push",
    payload: { ...pushOf({ modified: ["a.yaml"] }), ref: "refs/heads/feature/x", before: BEFORE },
    marks: [lane("feature/x", "moved", AFTER, { before: BEFORE })],
  },
  {
    says: "a push that makes a branch marks its lane, and says that there was none",
    event: "push",
    payload: { ref: "refs/heads/feature/x", after: AFTER, before: ZEROS, created: true },
    marks: [
      lane("feature/x", "moved", AFTER, { before: null }),
      config("feature/x", "file", AFTER),
      config("feature/x", "branches", AFTER),
    ],
  },
  {
    says: "a push that deletes a branch marks its lane",
    event: "push",
    payload: { ref: "refs/heads/main", before: BEFORE, after: ZEROS, deleted: true, head_commit: null },
    marks: [lane("main", "deleted", null, { before: BEFORE }), config("main", "branches")],
  },
  {
    says: "a push that does not say where the branch was marks its lane",
    event: "push",
    payload: pushOf({ modified: ["a.yaml"] }),
    marks: [lane("main", "moved", AFTER)],
  },
  {
    says: "a push that names the config file asks for it",
    event: "push",
    payload: pushOf({ modified: [".github/lockstep.yml"] }),
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a push that takes the config file away asks for it",
    event: "push",
    payload: pushOf({ removed: ["a.yaml", ".github/lockstep.yml"] }),
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a push by which files come says so",
    event: "push",
    payload: pushOf({ added: ["apis/pets/openapi.yaml"] }),
    marks: [lane("main", "moved", AFTER), config("main", "files", AFTER)],
  },
  {
    says: "a forced push asks for the config file, whatever it lists",
    event: "push",
    payload: { ...pushOf({ modified: ["a.yaml"] }), forced: true },
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a push that lists no commit asks for the config file",
    event: "push",
    payload: { ...pushOf({}), commits: [] },
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a push that lists as many commits as GitHub lists at most asks for the config file",
    event: "push",
    payload: { ...pushOf({}), commits: Array.from({ length: 2048 }, () => ({ modified: ["a.yaml"] })) },
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a commit that lists as many files as GitHub lists at most asks for the config file",
    event: "push",
    payload: pushOf({ modified: Array.from({ length: 3000 }, (_none, index) => `${index}.yaml`) }),
    marks: [lane("main", "moved", AFTER), config("main", "file", AFTER)],
  },
  {
    says: "a check run of the config file that is asked for anew is told anew",
    event: "check_run",
    payload: { action: "rerequested", check_run: { name: "Lockstep config" } },
    marks: [config(null, "asked")],
  },
  {
    says: "another check run marks nothing",
    event: "check_run",
    payload: { action: "rerequested", check_run: { name: "build" } },
    marks: [],
  },
  {
    says: "a pushed tag marks nothing",
    event: "push",
    payload: { ref: "refs/tags/v1", after: AFTER },
    marks: [],
  },
  {
    says: "a created branch marks its lane",
    event: "create",
    payload: { ref: "main", ref_type: "branch" },
    marks: [lane("main", "created", null), config("main", "branches")],
  },
  {
    says: "a created tag marks nothing",
    event: "create",
    payload: { ref: "v1", ref_type: "tag" },
    marks: [],
  },
  {
    says: "a deleted branch marks its lane",
    event: "delete",
    payload: { ref: "main", ref_type: "branch" },
    marks: [lane("main", "deleted", null), config("main", "branches")],
  },
  {
    says: "a pull request tells what became of its branch",
    event: "pull_request",
    payload: { action: "closed", pull_request: aPull({ state: "closed", merged: true }) },
    marks: [{ unit: "proposal", repositoryId: 5, branch: "lockstep/main", head: AFTER, state: "merged" }],
  },
  {
    says: "an open one, too",
    event: "pull_request",
    payload: { action: "synchronize", pull_request: aPull({ state: "open" }) },
    marks: [{ unit: "proposal", repositoryId: 5, branch: "lockstep/main", head: AFTER, state: "open" }],
  },
  {
    says: "a fork's branch of the same name is none of ours",
    event: "pull_request",
    payload: { action: "opened", pull_request: aPull({ state: "open" }, 6) },
    marks: [],
  },
  {
    says: "whatever happened to a repository, it is read again",
    event: "repository",
    payload: { action: "something new" },
    marks: [{ unit: "repository", repositoryId: 5 }],
  },
  {
    says: "a new installation brings its account",
    event: "installation",
    payload: { action: "created", installation: { ...INSTALLATION, account: ACCOUNT } },
    marks: [{ unit: "installation", account: ACCOUNT }],
  },
  {
    says: "a deleted installation is not made",
    event: "installation",
    payload: { action: "deleted", installation: { ...INSTALLATION, account: ACCOUNT } },
    marks: [{ unit: "installation", account: null }],
  },
  {
    says: "repositories added are read with their installation",
    event: "installation_repositories",
    payload: {
      action: "added",
      installation: { ...INSTALLATION, account: ACCOUNT },
      repositories_added: "?",
    },
    marks: [{ unit: "installation", account: ACCOUNT }],
  },
  {
    says: "a renamed account is read with its installation",
    event: "installation_target",
    payload: { action: "renamed", account: ACCOUNT },
    marks: [{ unit: "installation", account: null }],
  },
  {
    says: "a person who takes the App's authorisation back is told by account, of no installation",
    event: "github_app_authorization",
    payload: { action: "revoked", sender: { id: 9, login: "mona" }, installation: undefined },
    marks: [{ unit: "authorization", accountId: 9 }],
  },
  {
    says: "an authorisation of another action marks nobody",
    event: "github_app_authorization",
    payload: { action: "something new", sender: { id: 9 }, installation: undefined },
    marks: [],
  },
  {
    says: "an authorisation of nobody marks nobody",
    event: "github_app_authorization",
    payload: { action: "revoked", sender: null, installation: undefined },
    marks: [],
  },
  {
    says: "an event nobody asked for marks nothing",
    event: "star",
    payload: { action: "created" },
    marks: [],
  },
  { says: "an event of GitHub's future marks nothing", event: "teleport", payload: {}, marks: [] },
  { says: "a ref of another type marks nothing", event: "push", payload: { ref: { a: 1 } }, marks: [] },
  {
    says: "a missing repository marks nothing",
    event: "push",
    payload: { ref: "refs/heads/a", repository: [] },
    marks: [],
  },
  {
    says: "an action of another type marks nothing",
    event: "repository",
    payload: { action: {} },
    marks: [],
  },
  {
    says: "an installation of another type marks nothing",
    event: "push",
    payload: { ref: "refs/heads/a", installation: { id: {} } },
    marks: [],
  },
  { says: "no event reaches Probot's own error handlers", event: "error", payload: {}, marks: [] },
])("$says", async ({ event, payload, marks }) => {
  const receive = await anEventReceiver();
  const whole = { repository: REPOSITORY, installation: INSTALLATION, ...payload };
  expect(await receive({ id: "1", name: event, payload: whole })).toEqual(marks);
});

test("is a Probot app like any other: loaded and fed by Probot itself, without a request", async () => {
  const probot = aProbot();
  const marked: (readonly EventMark[])[] = [];
  await probot.load(makeApp({ marked: (_payload, marks) => marked.push(marks), failed: () => undefined }));
  const payload = {
    ...pushOf({ modified: ["a.yaml"] }),
    repository: REPOSITORY,
    installation: INSTALLATION,
  };
  await probot.receive({ id: "1", name: "push", payload } as unknown as Parameters<typeof probot.receive>[0]);
  expect(marked).toEqual([[lane("main", "moved", AFTER)]]);
});

test("keeps deliveries under way apart, even of one id", async () => {
  const receive = await anEventReceiver();
  const push = (branch: string): ReturnType<ReceiveEvent> => {
    const ref = `refs/heads/${branch}`;
    return receive({
      id: "1",
      name: "push",
      payload: { ...pushOf({ modified: [branch] }), ref, repository: REPOSITORY, installation: INSTALLATION },
    });
  };
  const [a, b] = await Promise.all([push("a"), push("b")]);
  expect([a, b]).toEqual([[lane("a", "moved", AFTER)], [lane("b", "moved", AFTER)]]);
});

test("rejects where a handler failed, with its own error, which carries no payload", async () => {
  const error = new Error("broken");
  const receive = await makeEventReceiver(aProbot(), (sink) => (app) => {
    app.on("push", ({ payload }) => sink.failed(payload, error));
  });
  const payload = { ref: "refs/heads/main", repository: REPOSITORY, installation: INSTALLATION };
  await expect(receive({ id: "1", name: "push", payload })).rejects.toBe(error);
  expect(Object.keys(error)).toEqual([]);
});
