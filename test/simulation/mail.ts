/** Webhooks on their way: lost, doubled, late and reordered as the history says; each may be sent again under the id that it has. */
import { createHmac } from "node:crypto";
import type { Account, Announcement, Repository } from "./model/github-model.ts";

export const WEBHOOK_SECRET = "a secret of more than thirty-two characters";

export interface Delivery {
  readonly guid: string;
  readonly event: string;
  readonly body: Buffer;
  readonly signature: string;
  readonly account: Account;
  readonly repository: Repository | null;
  readonly push: { readonly branch: string; readonly after: string } | null;
  isAcknowledged: boolean;
}

export class Mail {
  readonly #waiting: Delivery[] = [];
  /** Accounts of which something was never delivered: what they have may be found by a sweep only. */
  readonly missedBy = new Set<Account>();
  #sent = 0;

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
    this.#waiting.push({ guid, event, body, signature, account, repository, push, isAcknowledged: false });
  };

  pick(number: number): Delivery | undefined {
    return this.#waiting[number % Math.max(this.#waiting.length, 1)];
  }

  remove(delivery: Delivery): void {
    const index = this.#waiting.indexOf(delivery);
    if (index !== -1) this.#waiting.splice(index, 1);
  }

  lose(delivery: Delivery): void {
    this.remove(delivery);
    this.missedBy.add(delivery.account);
  }
}

function pushIn(event: string, { ref, after }: Announcement["payload"]): Delivery["push"] {
  if (event !== "push" || typeof ref !== "string" || typeof after !== "string" || /^0+$/.test(after))
    return null;
  return { branch: ref.slice("refs/heads/".length), after };
}
