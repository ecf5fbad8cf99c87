/**
 * Finds what no webhook told: at start, every few minutes and on demand, the installations of each host, what GitHub could not
 * deliver, the head of each lane with links (free when unchanged), and once an hour that of every other default branch. It changes
 * nothing itself; it marks.
 */
import { GitHubFailure } from "../core/retry/failure.ts";
import { ensureInstallation, type InstallationKey, listInstallations } from "../db/installations.ts";
import { recordVerified, type RestingLane, restingLanes } from "../db/sweep.ts";
import { type Mark, markDirty } from "../db/units.ts";
import type { LaneDependencies } from "./dependencies.ts";
import { FollowedBranches } from "./followed-branches.ts";
import { MissedDeliveries } from "./missed-deliveries.ts";
import { sweepConfigs } from "./sweep-configs.ts";

const LANES_AT_ONCE = 8;
const PAGE = 200;
const HOUR_MS = 3_600_000;
const FIND_EVERY_MS = 5000;

const SAYS_NOTHING: ReadonlySet<string> = new Set(["rate_limited", "unreachable", "server_error"]);
/** Asking on would make it worse: the installation's other lanes are left to the next sweep. */
const ENDS_ASKING: ReadonlySet<string> = new Set(["rate_limited", "unreachable"]);

export interface SweptHost {
  readonly id: number;
  readonly hostname: string;
}

export interface SweepOptions {
  /** Asked at each sweep: hosts come while the server runs. */
  readonly hosts: () => readonly SweptHost[];
  readonly intervalMs: number;
}

export class Sweeper {
  readonly #deps: LaneDependencies;
  readonly #options: SweepOptions;
  readonly #deliveries: MissedDeliveries;
  readonly #followed: FollowedBranches;
  #cancel: () => void = () => undefined;
  #running: Promise<void> | null = null;
  readonly #directoryReadAt = new Map<number, number>();
  /** By host: when it was last asked beside the sweeps. */
  readonly #foundAt = new Map<number, number>();
  readonly #finding = new Set<Promise<void>>();
  #isStopped = false;

  constructor(deps: LaneDependencies, options: SweepOptions) {
    this.#deps = deps;
    this.#options = options;
    this.#deliveries = new MissedDeliveries(deps);
    this.#followed = new FollowedBranches(deps);
  }

  /** Sweeps now, and from then on every interval. */
  start(): void {
    void this.sweep().then(() => this.#scheduleNext());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancel();
    await Promise.all([this.#running, ...this.#finding]);
  }

  /** One sweep; joins the one under way. */
  sweep(): Promise<void> {
    this.#running ??= this.#sweepAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Only which installations the host has: somebody waits for one. Asked again too soon it does nothing. */
  async findInstallations(host: SweptHost): Promise<void> {
    const now = this.#deps.clock.now();
    if (
      this.#isStopped ||
      Math.abs(now - (this.#foundAt.get(host.id) ?? Number.NEGATIVE_INFINITY)) < FIND_EVERY_MS
    )
      return;
    this.#foundAt.set(host.id, now);
    const finding = this.#guard(() => this.#sweepInstallations(host));
    this.#finding.add(finding);
    await finding;
    this.#finding.delete(finding);
  }

  #scheduleNext(): void {
    if (this.#isStopped) return;
    this.#cancel = this.#deps.clock.schedule(this.#deps.clock.now() + this.#options.intervalMs, () =>
      this.start(),
    );
  }

  async #sweepAll(): Promise<void> {
    for (const host of this.#options.hosts()) {
      await this.#guard(() => this.#sweepInstallations(host));
      await this.#guard(() => this.#deliveries.askAgain(host));
    }
    await this.#guard(() => this.#sweepLanes());
    const sweeping = { followed: this.#followed, isStopped: () => this.#isStopped };
    await this.#guard(() => sweepConfigs(this.#deps, sweeping));
  }

  /** A sweep that fails is a sweep missed: the next one asks again. */
  async #guard(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof GitHubFailure)
        this.#deps.log.warn({ failure: error.failure }, "sweep interrupted");
      else this.#deps.log.error({ err: error }, "sweep failed");
    }
  }

  /** New and vanished installations are marked; once an hour all are, so that lost events about repositories are made up for. */
  async #sweepInstallations(host: SweptHost): Promise<void> {
    const { store, github, clock } = this.#deps;
    const records = await github.installations(host.hostname);
    const now = clock.now();
    // Apart in either direction: the clock may have been set back.
    const isFull =
      Math.abs(now - (this.#directoryReadAt.get(host.id) ?? Number.NEGATIVE_INFINITY)) >= HOUR_MS;
    await store.write(async (tx) => {
      const states = new Map<number, InstallationKey["state"]>();
      for (const record of records) {
        const id = await ensureInstallation(tx, host.id, record, now);
        states.set(id, record.suspended ? "suspended" : "active");
      }
      const known = await listInstallations(tx.query, host.id);
      const changed = known.filter((row) => {
        const state = states.get(row.id) ?? "uninstalled";
        return state !== row.state || row.workspaceId === null || (isFull && state !== "uninstalled");
      });
      await markDirty(
        tx,
        changed.map(({ id }): Mark => ({ unit: "installations", id })),
        now,
      );
    });
    if (isFull) this.#directoryReadAt.set(host.id, now);
  }

  async #sweepLanes(): Promise<void> {
    const left = new Set<number>();
    for (let after = 0; !this.#isStopped;) {
      const lanes = await restingLanes(this.#deps.store.read, {
        after,
        limit: PAGE,
        now: this.#deps.clock.now(),
      });
      for (let at = 0; at < lanes.length; at += LANES_AT_ONCE) {
        const some = lanes.slice(at, at + LANES_AT_ONCE);
        await this.#sweepSome(
          some.filter(({ installation }) => !left.has(installation)),
          left,
        );
      }
      const last = lanes.at(-1);
      if (last === undefined || lanes.length < PAGE) return;
      after = last.id;
    }
  }

  /** @param left gets the installations that are asked nothing more */
  async #sweepSome(lanes: readonly RestingLane[], left: Set<number>): Promise<void> {
    if (lanes.length === 0) return;
    const { store, clock } = this.#deps;
    const answers = await Promise.all(lanes.map((lane) => this.#isUnchanged(lane, left)));
    const now = clock.now();
    const changed = lanes.filter((_, index) => answers[index] === false);
    const unchanged = lanes.filter((_, index) => answers[index] === true);
    await store.write(async (tx) => {
      await recordVerified(tx, unchanged, now);
      await markDirty(
        tx,
        changed.map(({ id }): Mark => ({ unit: "lanes", id, look: true, head: null })),
        now,
      );
    });
  }

  /** Null: GitHub did not say, and the next sweep asks again. Any other failure is the lane's to look into. */
  async #isUnchanged(lane: RestingLane, left: Set<number>): Promise<boolean | null> {
    if (lane.head === null || lane.hasOpenRequest) return false;
    try {
      const answer = await this.#deps.github.head(lane.address, lane.branch, lane.head);
      return answer.kind === "unchanged" || (answer.kind === "head" && answer.head === lane.head);
    } catch (error) {
      if (!(error instanceof GitHubFailure)) throw error;
      if (ENDS_ASKING.has(error.failure.kind)) left.add(lane.installation);
      return SAYS_NOTHING.has(error.failure.kind) ? null : false;
    }
  }
}
