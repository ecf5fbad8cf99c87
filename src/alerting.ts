/** What tells people of links that need them, put together. */
import type { Config } from "./config/config.ts";
import type { HostRegistry } from "./github/host-registry.ts";
import { makeIssueGitHub } from "./github/issues.ts";
import { Alerter } from "./lanes/alerts/alerter.ts";
import type { AlertDependencies } from "./lanes/alerts/dependencies.ts";
import type { ServerOperations } from "./operations/operations.ts";
import { makePostWebhook } from "./outbound/post-webhook.ts";

interface AlertingParts {
  readonly config: Pick<Config, "alerts" | "publicUrl">;
  readonly hosts: HostRegistry;
  readonly operations: Pick<ServerOperations, "ended">;
}

export function makeAlerter(
  deps: Omit<AlertDependencies, "issues" | "post" | "publicUrl">,
  { config, hosts, operations }: AlertingParts,
): Alerter {
  const { webhook, allowsPrivate } = config.alerts;
  const { ended } = operations;
  const post = webhook === null ? null : makePostWebhook({ ...webhook, allowsPrivate, ended });
  return new Alerter({ ...deps, issues: makeIssueGitHub(hosts.probots), post, publicUrl: config.publicUrl });
}
