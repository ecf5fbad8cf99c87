/**
 * So that nobody finds out months later: links that need somebody are told of on GitHub and by webhook. It looks where something
 * happened, and when the next link has stood in trouble for long enough; it never holds up a lane.
 */
import { repositoriesToTell } from "../../db/alert-reports.ts";
import type { AlertDependencies } from "./dependencies.ts";
import { DueWork } from "./due-work.ts";
import { raiseAlerts } from "./raise-alerts.ts";
import { sendOutbox } from "./send-outbox.ts";
import { tellRepository } from "./tell-repository.ts";
import { openOutbox, tellRevisions } from "./tell-revisions.ts";

/** Many things happen at once: they are looked at together. */
const GATHER_MS = 1000;

export class Alerter {
  readonly #deps: AlertDependencies;
  readonly #look: DueWork;
  /** Beside the look: nobody's trouble waits while texts are compared. */
  readonly #tell: DueWork;
  readonly #send: DueWork;
  readonly #ending = new AbortController();
  #unlisten: () => void = () => undefined;

  constructor(deps: AlertDependencies) {
    this.#deps = deps;
    const { clock, log, post } = deps;
    this.#look = new DueWork({ clock, log, name: "alerts", work: () => this.#lookAround() });
    const telling = { ending: this.#ending.signal, written: () => this.#send.wake() };
    this.#tell = new DueWork({ clock, log, name: "revisions", work: () => tellRevisions(deps, telling) });
    this.#send = new DueWork({
      clock,
      log,
      name: "outbox",
      work: async () => (post === null ? null : sendOutbox(deps, post, () => this.#isStopped)),
    });
  }

  /** Before anything comes in: of what comes from then on nothing is left out. */
  async start(): Promise<void> {
    await openOutbox(this.#deps);
    const { store, clock } = this.#deps;
    const gather = (): void => {
      this.#look.wake(clock.now() + GATHER_MS);
      this.#tell.wake(clock.now() + GATHER_MS);
    };
    const topics = (["activity", "links"] as const).map((topic) => store.listen(topic, gather));
    this.#unlisten = () => topics.forEach((unlisten) => unlisten());
    this.#look.wake();
    this.#tell.wake();
  }

  get #isStopped(): boolean {
    return this.#ending.signal.aborted;
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    this.#unlisten();
    await Promise.all([this.#look.stop(), this.#tell.stop(), this.#send.stop()]);
  }

  async #lookAround(): Promise<number | null> {
    const { store, clock } = this.#deps;
    const times = [await raiseAlerts(this.#deps)];
    this.#send.wake();
    for (const repository of await repositoriesToTell(store.read, clock.now())) {
      if (this.#isStopped) return null;
      times.push(await tellRepository(this.#deps, repository));
    }
    const due = times.filter((at) => at !== null);
    return due.length === 0 ? null : Math.min(...due);
  }
}
