/** Webhooks on their way: lost, doubled, late and reordered as the history says; each may be sent again under the id that it has. */
import { createHmac } from "node:crypto";
import type { DeliveryAttempt } from "../../src/core/sync/github-port.ts";
import type { Account, Announcement, Repository } from "./model/github-model.ts";

export const WEBHOOK_SECRET = "a secret of more than thirty-two characters";

export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly body: Buffer;
  readonly signature: string;
  readonly account: Account;
  readonly installationId: number;
  readonly repository: Repository | null;
  readonly push: { readonly branch: string; readonly after: string } | null;
  isAcknowledged: boolean;
}

export class Mail {
  readonly #waiting: Delivery[] = [];
  /** Accounts of which something was never delivered: what they have may be found by a sweep only. */
  readonly missedBy = new Set<Account>();
  /** GitHub's log of what was tried. */
  readonly #attempts: { readonly attempt: DeliveryAttempt; readonly delivery: Delivery }[] = [];
  readonly #now: () => number;
  #sent = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get waiting(): readonly Delivery[] {
    return this.#waiting;
  }

  readonly announce = ({ event, repository, installation, payload }: Announcement): void => {
    this.#sent += 1;
    const { id, account } = installation;
    const owner = { id: account.id, login: account.login, type: "Organization" };
    const body = Buffer.from(JSON.stringify({ ...payload, installation: { id, account: owner } }));
    const digest = createHmac("sha256", WEBHOOK_SECRET).update(body).digest("hex");
    const guid = `00000000-0000-4000-8000-${String(this.#sent).padStart(12, "0")}`;
    const signature = `sha256=${digest}`;
    const push = pushIn(event, payload);
    const from = { account, installationId: id, repository };
    this.#waiting.push({ guid, event, body, signature, ...from, push, isAcknowledged: false });
  };

  pick(number: number): Delivery | undefined {
    return this.#waiting[number % Math.max(this.#waiting.length, 1)];
  }

  remove(delivery: Delivery): void {
    const index = this.#waiting.indexOf(delivery);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  /** Nobody answered; what was tried at least is in GitHub's log, and can be sent again from there. */
  lose(delivery: Delivery, wasTried: boolean): void {
    this.remove(delivery);
    this.missedBy.add(delivery.account);
    if (wasTried) this.tried(delivery, false);
  }

  tried(delivery: Delivery, isAnswered: boolean): void {
    const { guid } = delivery;
    const attempt = { id: this.#attempts.length + 1, guid, deliveredAt: this.#now(), isAnswered };
    this.#attempts.unshift({ attempt, delivery });
  }

  attemptsSince(since: number): readonly DeliveryAttempt[] {
    return this.#attempts.flatMap(({ attempt }) => (attempt.deliveredAt >= since ? [attempt] : []));
  }

  sendAgain(id: number): void {
    const found = this.#attempts.find(({ attempt }) => attempt.id === id);
    if (found !== undefined && !this.#waiting.includes(found.delivery)) this.#waiting.push(found.delivery);
  }
}

function pushIn(event: string, { ref, after }: Announcement["payload"]): Delivery["push"] {
  if (event !== "push" || typeof ref !== "string" || typeof after !== "string" || /^0+$/.test(after))
    return null;
  return { branch: ref.slice("refs/heads/".length), after };
}
