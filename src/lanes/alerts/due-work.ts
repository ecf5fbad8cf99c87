/**
 * Work that is done when it is due or somebody asks for it: one run at a time, and once more where it was asked for meanwhile.
 * Between runs nothing happens; a run that fails is tried again after a while.
 */
import type { Logger } from "pino";
import type { Clock } from "../dependencies.ts";

const AFTER_FAULT_MS = 60_000;

export interface DueWorkOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** For the log. */
  readonly name: string;
  /** @returns when to run again, milliseconds since 1970; null: when somebody asks */
  readonly work: () => Promise<number | null>;
}

export class DueWork {
  readonly #options: DueWorkOptions;
  #alarm: { readonly at: number; readonly cancel: () => void } | null = null;
  #running: Promise<void> | null = null;
  #wantedAt: number | null = null;
  #isStopped = false;

  constructor(options: DueWorkOptions) {
    this.#options = options;
  }

  /** At that time at the latest. */
  wake(at: number = this.#options.clock.now()): void {
    if (this.#isStopped) return;
    if (this.#running !== null) {
      this.#wantedAt = Math.min(at, this.#wantedAt ?? at);
      return;
    }
    if (this.#alarm !== null && this.#alarm.at <= at) return;
    this.#alarm?.cancel();
    const cancel = this.#options.clock.schedule(at, () => this.#run());
    this.#alarm = { at, cancel };
  }

  /** What is under way is finished. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#alarm?.cancel();
    await this.#running;
  }

  #run(): void {
    this.#alarm = null;
    if (this.#isStopped || this.#running !== null) return;
    this.#running = this.#once().then((next) => {
      this.#running = null;
      const wanted = [next, this.#wantedAt].filter((at) => at !== null);
      this.#wantedAt = null;
      if (wanted.length > 0) this.wake(Math.min(...wanted));
    });
  }

  async #once(): Promise<number | null> {
    const { clock, log, name, work } = this.#options;
    try {
      return await work();
    } catch (error) {
      log.error({ err: error, work: name }, "work failed");
      return clock.now() + AFTER_FAULT_MS;
    }
  }
}
