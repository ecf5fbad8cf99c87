/**
 * Everything that the engine awaits from outside waits here until the history lets it go on: requests to GitHub, writes to
 * the database, work of other threads. Each has two moments, in which anything else may happen around it:
 *
 *     asked -> done (the work happens) -> answered
 *
 * A crash leaves all of them where they are for ever; what was done stays done.
 */
export type OperationKind =
  | "write"
  | "check"
  | "summarize"
  | "observe"
  | "readBlobs"
  | "readFiles"
  | "commit"
  | "commitFirst"
  | "firstCommitAfter"
  | "head"
  | "installations"
  | "installation"
  | "installationRepositories"
  | "repository"
  | "branches"
  | "findFiles"
  | "deliveryAttempts"
  | "redeliver"
  | "user"
  | "createBranch"
  | "mergeBranch"
  | "openPullRequest"
  | "findPullRequest"
  | "pullRequest"
  | "updatePullRequest";

/** Requests that change something: one that has left may arrive after its process is gone. */
const WRITES: ReadonlySet<OperationKind> = new Set([
  "commit",
  "commitFirst",
  "createBranch",
  "mergeBranch",
  "openPullRequest",
  "updatePullRequest",
]);

interface Operation {
  readonly kind: OperationKind;
  readonly work: () => Promise<void>;
  readonly answer: () => void;
  isDone: boolean;
}

function doNothing(): void {
  // Nobody waits for an answer before the work is done.
}

export interface PlannedCrash {
  /** The process dies at the write that this many others come before. */
  writes: number;
  /** Whether that write is committed. */
  readonly isCommitted: boolean;
}

export class Operations {
  readonly #waiting: Operation[] = [];
  #inProgress = 0;
  #started = 0;
  #isDead = false;
  crash: PlannedCrash | null = null;

  get waiting(): number {
    return this.#waiting.length;
  }

  /** How many have been asked for, to see whether anything still happens. */
  get started(): number {
    return this.#started;
  }

  get isWorking(): boolean {
    return this.#inProgress > 0;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** What `work` gives, once the history has let it happen and be answered; never, where the process is gone by then. */
  run<T>(kind: OperationKind, work: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#isDead) return;
      this.#started += 1;
      let settle: () => void = doNothing;
      this.#waiting.push({
        kind,
        isDone: false,
        work: async () => {
          try {
            const value = await work();
            settle = () => resolve(value);
          } catch (error) {
            settle = () => reject(error);
          }
        },
        answer: () => settle(),
      });
    });
  }

  /** The next moment of one that waits; `isWhole`: both moments at once. */
  async advance(pick: number, isWhole: boolean): Promise<void> {
    const index = pick % this.#waiting.length;
    const operation = this.#waiting[index];
    if (operation === undefined || this.#isDead) return;
    if (!operation.isDone && (await this.#doWork(operation)) && !isWhole) return;
    if (this.#isDead) return;
    this.#waiting.splice(this.#waiting.indexOf(operation), 1);
    operation.answer();
  }

  /** @returns the requests to change something on GitHub that had left already: whether they arrive is GitHub's matter */
  kill(): readonly (() => Promise<void>)[] {
    this.#isDead = true;
    const left = this.#waiting.filter(({ kind, isDone }) => !isDone && WRITES.has(kind));
    this.#waiting.length = 0;
    return left.map(({ work }) => work);
  }

  async #doWork(operation: Operation): Promise<boolean> {
    const { crash } = this;
    const isCrashing = crash !== null && operation.kind === "write" && crash.writes-- <= 0;
    if (isCrashing && !crash.isCommitted) {
      this.#isDead = true;
      return false;
    }
    this.#inProgress += 1;
    await operation.work();
    this.#inProgress -= 1;
    operation.isDone = true;
    if (isCrashing) this.#isDead = true;
    return true;
  }
}
