/** The times of each installation's commits of the last hour: what its content-creation budget is counted by. In memory only. */
import { withinBudget } from "../core/sync/pace.ts";

const HOUR_MS = 3_600_000;

export class CommitBudget {
  readonly #commits = new Map<number, number[]>();

  record(installation: number, at: number, commits: number): void {
    const recent = (this.#commits.get(installation) ?? []).filter((time) => time > at - HOUR_MS);
    for (let made = 0; made < commits; made += 1) recent.push(at);
    this.#commits.set(installation, recent);
  }

  /** The clock was set back: the times lie ahead, and would count for as long as it takes to come to them. */
  forget(): void {
    this.#commits.clear();
  }

  /** The earliest time at which the installation's next commit stays within its budget; `now` where it may commit. */
  nextAt(installation: number, now: number): number {
    return withinBudget(this.#commits.get(installation) ?? [], now);
  }
}
