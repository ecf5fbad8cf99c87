/** Webhooks about pull requests. */
import type { SandboxContext } from "../context.ts";
import { accountShape, type ShownAccount } from "../shapes/account-shape.ts";
import { repositoryShape } from "../shapes/repository-shape.ts";
import type { PullRecord, RepositoryRecord } from "../state.ts";
import { aboutRepository } from "../webhooks/announce-ref.ts";
import { pullShape } from "./pull-shape.ts";

export interface PullEvent {
  readonly action: "opened" | "edited" | "synchronize" | "closed" | "reopened";
  readonly sender: ShownAccount;
  /** What this action says besides: `before` and `after`, `changes`. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export async function announcePull(
  context: SandboxContext,
  repository: RepositoryRecord,
  pull: PullRecord,
  { action, sender, more = {} }: PullEvent,
): Promise<void> {
  pull.updatedAt = context.now();
  context.state.save();
  const hearing = context.state.installationsHearing(repository);
  const shown = hearing.length === 0 ? {} : await pullShape(context, repository, pull);
  for (const installation of hearing) {
    const payload = {
      action,
      number: pull.number,
      ...more,
      pull_request: shown,
      repository: repositoryShape(context, repository),
      ...aboutRepository(context, repository, installation.id),
      sender: accountShape(context, sender),
    };
    context.webhooks.announce(installation.appId, {
      event: "pull_request",
      payload,
      installationId: installation.id,
      repositoryId: repository.id,
    });
  }
}
