/** The troubleshooting list, carried out: for a link, and for a branch of a repository. */
import type { FastifyRequest } from "fastify";
import { Type, type Static } from "typebox";
import type { ConfiguredHost } from "../core/access/configured-hosts.ts";
import { diagnose } from "../core/diagnosis/diagnose.ts";
import { type KnownFacts, NOTHING_SEEN } from "../core/diagnosis/sighting.ts";
import { isBranchName } from "../core/path/branch-name.ts";
import { webhookPathOf } from "../core/webhook/webhook-host.ts";
import { lastOwnCommit, placeFacts } from "../db/diagnosis.ts";
import { findLink } from "../db/links.ts";
import { missing } from "./authorization/access-refusals.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { Diagnosis, toDiagnosis } from "./contract/diagnosis.ts";
import { linkIdOf, LinkParams } from "./contract/link.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { found } from "./links.ts";
import { ownAddress } from "./own-address.ts";
import { HttpProblem } from "./problems.ts";
import { repositoryOf } from "./repositories.ts";

const NO_BRANCH_NAME = "In the query: branch: this cannot be the name of a branch.";

const response = { 200: Diagnosis, ...PROBLEMS };

export function registerDiagnosis(server: ApiServer, dependencies: Dependencies): void {
  const { store, config } = dependencies;
  server.get(
    "/links/:link/diagnosis",
    {
      config: { access: "link:read" },
      schema: {
        tags: ["links"],
        operationId: "diagnoseLink",
        summary: "Every cause for which a link may not work, looked at now",
        params: LinkParams,
        response,
      },
    },
    async (request) => {
      const { id, slug } = workspaceOf(request);
      const link = found(await findLink(store.read, id, linkIdOf(request.params.link)));
      const { repository, branch, path, mode, state, code, message, since } = link;
      const url = `${ownAddress(server, config)}/workspaces/${encodeURIComponent(slug)}/integrations/${link.id}`;
      const place = { repository, branch, path, link: { mode, state, code, message, since, url } };
      return diagnosisOf({ server, dependencies, request }, place);
    },
  );

  server.get(
    "/repositories/:repository/diagnosis",
    {
      config: { access: "repository:read" },
      schema: {
        tags: ["repositories"],
        operationId: "diagnoseRepository",
        summary: "Every cause for which links to a repository may not work, looked at now",
        params: Type.Object({ repository: Type.String() }),
        querystring: Type.Object({
          branch: Type.Optional(
            Type.String({ minLength: 1, maxLength: 255, description: "The default branch where left out." }),
          ),
        }),
        response,
      },
    },
    async (request) => {
      const { id, defaultBranch } = await repositoryOf(store, request, request.params.repository);
      const { branch = defaultBranch } = request.query;
      if (!isBranchName(branch)) throw new HttpProblem("invalid_request", NO_BRANCH_NAME);
      return diagnosisOf(
        { server, dependencies, request },
        { repository: id, branch, path: null, link: null },
      );
    },
  );
}

interface Asked {
  readonly server: ApiServer;
  readonly dependencies: Dependencies;
  readonly request: FastifyRequest;
}

interface Place extends Pick<KnownFacts, "branch" | "path" | "link"> {
  /** Row id. */
  readonly repository: number;
}

async function diagnosisOf(
  { server, dependencies, request }: Asked,
  { repository: id, branch, path, link }: Place,
): Promise<Static<typeof Diagnosis>> {
  const { store, hosts, diagnosis, config, now } = dependencies;
  const facts = await placeFacts(store.read, workspaceOf(request).id, id);
  if (facts === null) throw missing("repository");
  const { address: repository, account, htmlUrl, blockedUntil, blockedReason } = facts;
  const host = hosts.find(repository.hostname);
  const commit = await lastOwnCommit(store.read, id, branch);
  const seen = host === null ? NOTHING_SEEN : await diagnosis.sight({ repository, branch, path, commit });
  const at = host === null ? now() : seen.at;
  const known: KnownFacts = {
    now: at,
    host: hostFacts(repository.hostname, host),
    webhookUrl: host === null ? "" : ownAddress(server, config) + webhookPathOf(host),
    account: { id: account.id, login: account.login, isOrganization: account.type !== "User" },
    repository,
    htmlUrl,
    branch,
    defaultBranch: facts.defaultBranch,
    path,
    blocked: blockedUntil > at ? { until: blockedUntil, reason: blockedReason } : null,
    link,
  };
  return toDiagnosis(at, diagnose({ known, seen }));
}

/** What was configured once may be gone from the configuration. */
function hostFacts(hostname: string, host: ConfiguredHost | null): KnownFacts["host"] {
  const webUrl = host?.webUrl ?? `https://${hostname}`;
  return { hostname, webUrl, apiUrl: host?.apiUrl ?? webUrl, isConfigured: host !== null };
}
