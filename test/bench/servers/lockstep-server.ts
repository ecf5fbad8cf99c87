/** Lockstep's own ingest, as the product composes it: its HTTP server, Probot's handlers, its store; a lane that pushes mark. */
import { join } from "node:path";
import { pino } from "pino";
import { webhookKey } from "../../../src/core/webhook/signature.ts";
import { NO_QUOTAS } from "../../../src/core/access/quotas.ts";
import { openStore } from "../../../src/db/open-store.ts";
import { ensureLane } from "../../../src/db/lanes.ts";
import type { Tx } from "../../../src/db/store.ts";
import { makeProbot } from "../../../src/github/probot.ts";
import { makeEventReceiver } from "../../../src/github/webhooks/event-receiver.ts";
import { makeLimits } from "../../../src/http/authorization/limits.ts";
import { NOTHING_SEEN } from "../../../src/core/diagnosis/sighting.ts";
import { makeServer } from "../../../src/http/server.ts";
import { registerWebhooks } from "../../../src/http/webhooks.ts";
import { DocumentChecker } from "../../../src/workers/check-documents.ts";
import { ForkedCollectionReader } from "../../../src/workers/read-collections.ts";
import { adminAccess } from "../../support/an-access.ts";
import { aGitHub } from "../../support/a-github.ts";
import { NO_OPERATIONS } from "../../support/no-operations.ts";
import { NO_SETUP } from "../../support/no-setup.ts";
import { NO_HOSTS, NO_SIGN_IN } from "../../support/no-sign-in.ts";
import { BENCH_ADMIN_TOKEN } from "../a-bench-github.ts";
import { BENCH_INSTALLATION, BENCH_REPOSITORY, BENCH_SECRET } from "../a-push.ts";
import { benchKey } from "./bench-key.ts";
import { benchFolder, listenForBench } from "./listen-for-bench.ts";

const log = pino({ level: "silent" });
const { store } = await openStore(join(benchFolder(), "lockstep.db"));
const hostId = await store.write(addLane);
const probot = makeProbot({
  hostname: "github.com",
  appId: 1,
  privateKey: benchKey(),
  webhookSecret: BENCH_SECRET,
  log,
});
const server = await makeServer({
  store,
  github: aGitHub(),
  diagnosis: { sight: () => Promise.resolve(NOTHING_SEEN) },
  checker: new DocumentChecker(),
  closureReader: {
    readReferences: async () => ({ kind: "failed", isForGood: true }),
    bundle: async () => ({ kind: "unsupported" }),
  },
  collectionReader: new ForkedCollectionReader(),
  merger: { merge: async () => ({ kind: "merged", proposal: null }) },
  comparer: { compare: async () => ({ kind: "compared", comparison: { text: null, named: "kind" } }) },
  access: adminAccess(BENCH_ADMIN_TOKEN),
  hosts: NO_HOSTS,
  setup: NO_SETUP,
  appPages: { pageOf: async () => null },
  signIn: NO_SIGN_IN,
  operations: NO_OPERATIONS,
  dashboard: null,
  config: { publicUrl: "http://127.0.0.1", trustProxy: false, quotas: NO_QUOTAS },
  limits: makeLimits(),
  now: Date.now,
  log,
});
const webhookHost = {
  id: hostId,
  webhookKey: webhookKey(BENCH_SECRET),
  receive: await makeEventReceiver(probot),
};
registerWebhooks(server, { store, hosts: { webhookHost: () => webhookHost }, now: Date.now });
await server.listen({ host: "127.0.0.1", port: 0 });
listenForBench(server.server);

async function addLane(tx: Tx): Promise<number> {
  const { query } = tx;
  const unit = { waitingSince: null, leaseOwner: null, leaseUntil: null };
  const host = await query
    .insertInto("hosts")
    .values({ hostname: "github.com", isFirst: 1 })
    .returning("id")
    .executeTakeFirstOrThrow();
  const account = { accountId: 1, accountLogin: "acme", accountType: "Organization", slug: "acme" } as const;
  const workspace = await query
    .insertInto("workspaces")
    .values({ hostId: host.id, ...account, createdAt: 0 })
    .returning("id")
    .executeTakeFirstOrThrow();
  const ids = { hostId: host.id, workspaceId: workspace.id };
  const installation = await query
    .insertInto("installations")
    .values({
      ...ids,
      ...unit,
      installationId: BENCH_INSTALLATION,
      state: "active",
      blockedReason: null,
      createdAt: 0,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  const names = { nodeId: "R_1", owner: "acme", name: "petstore", defaultBranch: "main" };
  const repository = await query
    .insertInto("repositories")
    .values({
      ...ids,
      ...unit,
      ...names,
      installation: installation.id,
      repositoryId: BENCH_REPOSITORY,
      ownerId: 1,
      isPrivate: 0,
      isArchived: 0,
      isAccessible: 1,
      htmlUrl: "",
      cloneUrl: "",
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await ensureLane(tx, { workspaceId: workspace.id, repository: repository.id, branch: "main" });
  return host.id;
}
