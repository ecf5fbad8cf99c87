/**
 * Brings dirty units to rest, as many at a time as there are workers. The database is the queue: the engine keeps nothing
 * that a restart would miss.
 *
 * - One unit is held by one run at a time (lease and epoch); a run that outlives its lease changes nothing.
 * - Woken by every commit that marked something, and by a timer for what waits: back-off, pace, blocks.
 * - The longest-waiting lane goes first; no installation has more than half of the workers.
 */
import { backOffMs } from "../core/sync/back-off.ts";
import { classifyFailure } from "../core/retry/classify-failure.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import { claimLane, type Lease, nextLaneDueAt } from "../db/lane-claim.ts";
import { mendWaits } from "../db/clock-jump.ts";
import { finishLane } from "../db/lane-finish.ts";
import { type LoadedLane, loadLane } from "../db/lane-load.ts";
import { freeAllLeases, type HeldUnit, renewLease } from "../db/leases.ts";
import {
  claimUnit,
  type DirectoryUnit,
  finishUnit,
  nextUnitDueAt,
  type UnitEnd,
  type UnitLease,
} from "../db/unit-claim.ts";
import { CommitBudget } from "./commit-budget.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { HeadChecks } from "./head-checks.ts";
import { endFault } from "./lane-end.ts";
import { reconcileInstallation, reconcileRepository } from "./reconcile-directory.ts";
import { reconcileLane } from "./reconcile-lane.ts";

const WORKERS = 8;
const HEARTBEAT_MS = 20_000;
/** A heartbeat that comes so much too early or too late says that the clock was set: timers run on, whatever it shows. */
const JUMP_MS = 10_000;
const DIRECTORY_UNITS: readonly DirectoryUnit[] = ["installations", "repositories"];

export interface EngineOptions {
  /** Names this process in leases. */
  readonly owner: string;
  readonly workers?: number;
}

type Work = () => Promise<void>;

export class LaneEngine {
  readonly #deps: LaneDependencies;
  readonly #owner: string;
  readonly #workers: number;
  readonly #budget = new CommitBudget();
  readonly #headChecks: HeadChecks;
  readonly #running = new Map<Promise<void>, number | null>();
  readonly #held = new Set<HeldUnit>();
  #isStopped = true;
  #isAbandoned = false;
  #isWoken = false;
  #pumping: Promise<void> | null = null;
  #cancelTimer: () => void = () => undefined;
  #cancelHeartbeat: () => void = () => undefined;
  #unlisten: () => void = () => undefined;

  constructor(deps: LaneDependencies, options: EngineOptions) {
    this.#deps = deps;
    this.#owner = options.owner;
    this.#workers = options.workers ?? WORKERS;
    this.#headChecks = new HeadChecks(deps, (work) => this.#run(work, null));
  }

  get isRunning(): boolean {
    return !this.#isStopped;
  }

  /** Takes up whatever the last process left: its leases are void, for the data folder is ours. */
  async start(): Promise<void> {
    const now = this.#deps.clock.now();
    await this.#deps.store.write(async (tx) => {
      await freeAllLeases(tx);
      await mendWaits(tx, { now, setBackMs: 0 });
    });
    this.#isStopped = false;
    this.#unlisten = this.#deps.store.listen("units", () => this.wake());
    this.#beat();
    this.wake();
  }

  /** Claims nothing more, and waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unlisten();
    this.#cancelTimer();
    this.#cancelHeartbeat();
    this.#headChecks.stop();
    await this.#pumping;
    await Promise.all(this.#running.keys());
  }

  /** What is under way leaves no trace from now on, as if the process had ended: its units stay dirty for the next start. */
  abandon(): void {
    this.#isAbandoned = true;
  }

  /** Resolves when no run is under way and nothing is due now; what waits for a later time does not count. */
  async idle(): Promise<void> {
    do {
      await this.#pumping;
      await Promise.all(this.#running.keys());
    } while (this.#isWoken || this.#pumping !== null || this.#running.size > 0);
  }

  wake(): void {
    this.#isWoken = true;
    this.#pumping ??= this.#pump().finally(() => {
      this.#pumping = null;
      if (this.#isWoken && !this.#isStopped) this.wake();
    });
  }

  async #pump(): Promise<void> {
    while (this.#isWoken && !this.#isStopped) {
      this.#isWoken = false;
      try {
        await this.#startWhatIsDue();
      } catch (error) {
        this.#deps.log.error({ err: error }, "claiming failed");
      }
    }
  }

  async #startWhatIsDue(): Promise<void> {
    while (this.#running.size < this.#workers) {
      if (this.#isStopped) return;
      const claimed = (await this.#claimDirectory()) ?? (await this.#claimLane());
      if (claimed === null) return this.#sleepUntilDue();
      this.#run(claimed.work, claimed.installation);
    }
  }

  #run(work: Work, installation: number | null): void {
    const run = work()
      .catch((error: unknown) => this.#deps.log.error({ err: error }, "a run could not be finished"))
      .finally(() => {
        this.#running.delete(run);
        if (!this.#isStopped) this.wake();
      });
    this.#running.set(run, installation);
  }

  async #sleepUntilDue(): Promise<void> {
    const { store, clock } = this.#deps;
    const times = await Promise.all([
      nextLaneDueAt(store.read, this.#busyInstallations()),
      ...DIRECTORY_UNITS.map((unit) => nextUnitDueAt(store.read, unit)),
    ]);
    const known = times.filter((time) => time !== null);
    this.#cancelTimer();
    if (known.length === 0 || this.#isStopped) return;
    // Lanes of an installation that has its share wait for one of its runs to end: that wakes the engine.
    const at = Math.max(Math.min(...known), clock.now() + 1);
    this.#cancelTimer = clock.schedule(at, () => this.wake());
  }

  async #claimDirectory(): Promise<{ work: Work; installation: null } | null> {
    const { store, clock } = this.#deps;
    for (const unit of DIRECTORY_UNITS) {
      const options = { owner: this.#owner, now: clock.now() };
      const lease = await store.write((tx) => claimUnit(tx, unit, options));
      if (lease !== null) return { work: () => this.#runUnit(lease), installation: null };
    }
    return null;
  }

  async #claimLane(): Promise<{ work: Work; installation: number } | null> {
    const { store, clock } = this.#deps;
    const options = { owner: this.#owner, now: clock.now(), busyInstallations: this.#busyInstallations() };
    const claimed = await store.write(async (tx) => {
      const lease = await claimLane(tx, options);
      return lease === null ? null : { lease, lane: await loadLane(tx.query, lease.lane) };
    });
    if (claimed === null) return null;
    return {
      work: () => this.#runLane(claimed.lease, claimed.lane),
      installation: claimed.lease.installation,
    };
  }

  #busyInstallations(): readonly number[] {
    const counts = new Map<number, number>();
    for (const installation of this.#running.values()) {
      if (installation !== null) counts.set(installation, (counts.get(installation) ?? 0) + 1);
    }
    const share = Math.ceil(this.#workers / 2);
    return [...counts].filter(([, count]) => count >= share).map(([installation]) => installation);
  }

  async #runLane(lease: Lease, loaded: LoadedLane): Promise<void> {
    const held: HeldUnit = { unit: "lanes", id: lease.lane, epoch: lease.epoch };
    this.#held.add(held);
    const { store, clock, log } = this.#deps;
    try {
      const run = { deps: this.#deps, budget: this.#budget, headChecks: this.#headChecks, lease };
      const outcome = await reconcileLane(run, loaded);
      if (outcome === null || this.#isAbandoned) return;
      await store.write((tx) => finishLane(tx, { ...outcome, lease, now: clock.now() }));
    } catch (error) {
      if (this.#isAbandoned) return;
      log.error({ err: error, lane: lease.lane }, "lane failed");
      const end = endFault(this.#deps, loaded);
      await store.write((tx) => finishLane(tx, { lease, lane: loaded, end, now: clock.now() }));
    } finally {
      this.#held.delete(held);
    }
  }

  async #runUnit(lease: UnitLease): Promise<void> {
    const { store, clock } = this.#deps;
    let end: UnitEnd;
    this.#held.add(lease);
    try {
      const reconcile = lease.unit === "installations" ? reconcileInstallation : reconcileRepository;
      end = { retryAt: await reconcile(this.#deps, lease), blocks: null };
    } catch (error) {
      if (this.#isAbandoned) return;
      end = this.#unitFailed(lease, error);
    } finally {
      this.#held.delete(lease);
    }
    await store.write((tx) => finishUnit(tx, lease, { ...end, now: clock.now() }));
  }

  /** Not tried again where asking would change nothing until something is marked anew. */
  #unitFailed(lease: UnitLease, error: unknown): UnitEnd {
    const { clock, random, log } = this.#deps;
    const now = clock.now();
    if (!(error instanceof GitHubFailure)) {
      log.error({ err: error, unit: lease.unit, id: lease.id }, "unit failed");
      return { retryAt: now + backOffMs(lease.attempts + 4, random()), blocks: null };
    }
    log.warn({ failure: error.failure, err: error, unit: lease.unit, id: lease.id }, "unit not read");
    const verdict = classifyFailure(error.failure, lease.attempts, now, random());
    if (verdict.kind === "give_up") return { retryAt: null, blocks: null };
    const { at, blocks, reason } = verdict;
    return { retryAt: at, blocks: blocks === null ? null : { unit: blocks, reason } };
  }

  /** What was to wait waits no longer for it, and what is due now is not waited for by a timer of the old time. */
  #noteJump(jumpMs: number): void {
    if (Math.abs(jumpMs) < JUMP_MS) return;
    const { store, clock, log } = this.#deps;
    log.warn({ jumpMs }, "the clock was set, or the machine stood still");
    if (jumpMs > 0) return this.wake();
    this.#budget.forget();
    this.#run(() => store.write((tx) => mendWaits(tx, { now: clock.now(), setBackMs: -jumpMs })), null);
  }

  #beat(): void {
    const { store, clock } = this.#deps;
    const expectedAt = clock.now() + HEARTBEAT_MS;
    this.#cancelHeartbeat = clock.schedule(expectedAt, () => {
      this.#noteJump(clock.now() - expectedAt);
      const held = [...this.#held];
      if (held.length > 0) {
        store
          .write(async (tx) => {
            for (const one of held) await renewLease(tx, one, clock.now());
          })
          .catch((error: unknown) => this.#deps.log.error({ err: error }, "heartbeat failed"));
      }
      if (!this.#isStopped) this.#beat();
    });
  }
}
