/** Everything of one history: the model of GitHub, the server in its present life, and what users were told. */
import { canonicalOf } from "../../src/core/collection/style.ts";
import { type BlobId, blobIdOf } from "../../src/core/git/object-id.ts";
import type { CommitRequest } from "../../src/core/sync/github-port.ts";
import type { LinkRecord } from "../../src/db/links.ts";
import { LanePlaces } from "./checks/check-heads.ts";
import { type DatabaseFile, makeDatabaseFile } from "./database-file.ts";
import { Mail } from "./mail.ts";
import { Faults } from "./model/faults.ts";
import { type Account, GitHubModel, type Repository } from "./model/github-model.ts";
import { followBranch, targetOf } from "./model/pulls.ts";
import { Judge } from "./model/judge.ts";
import { type CommittedLink, Watch } from "./model/watch.ts";
import { ModelClock } from "./model-clock.ts";
import { seededRandom } from "./random.ts";
import { SimulatedServer } from "./simulated-server.ts";

/** A document of the store, and what its users were told of it. */
export interface ModelDocument {
  readonly account: Account;
  readonly workspaceId: number;
  readonly id: number;
  readonly kind: "schema" | "backup";
  /** Of a collection. */
  readonly uid: string;
  /** Of a schema: the name of its version. */
  readonly version: string;
  /** Saves that were acknowledged, in order. */
  readonly saves: BlobId[];
  /** Whether a link has agreed on the last save with GitHub since. */
  isSettled: boolean;
  /** When the last save was acknowledged, in moments of the model of GitHub. */
  savedAt: number;
  /** Where it has been linked, ever. */
  readonly places: Set<string>;
  /** Whether somebody chose GitHub's text over the last save, or in advance. */
  isGitHubChosen: boolean;
  keepsGitHub: boolean;
  /** Acts after which a text of GitHub's may become a revision though nobody changed it there. */
  acts: number;
  /** How often somebody has chosen between texts, or moved one of its links: a reviewer's text may give way. */
  choices: number;
  merges: number;
}

export interface Timing {
  readonly sweepIntervalMs: number;
  readonly hasMembers: boolean;
}

export const NEVER_MS = 10 * 365 * 24 * 3_600_000;
const STARTS_AT = 1_900_000_000_000;
/** Moments without time passing: more is a loop. */
const MOMENTS_AT_ONCE = 4_000;

export class World {
  readonly clock = new ModelClock(STARTS_AT);
  readonly judge = new Judge();
  readonly hasMembers: boolean;
  readonly faults = new Faults();
  readonly mail: Mail;
  readonly github: GitHubModel;
  readonly watch: Watch;
  readonly documents: ModelDocument[] = [];
  /** Requests of a process that is gone, which may still arrive. */
  readonly orphans: (() => Promise<void>)[] = [];
  readonly #timing: Timing;
  readonly #random: ReturnType<typeof seededRandom>;
  readonly #database: DatabaseFile;
  readonly #places = new LanePlaces();
  #server: SimulatedServer | null = null;

  private constructor(seed: number, timing: Timing, database: DatabaseFile) {
    this.#timing = timing;
    this.hasMembers = timing.hasMembers;
    this.#random = seededRandom(seed + 1);
    this.#database = database;
    const now = this.now;
    this.mail = new Mail(now);
    this.github = new GitHubModel(now, this.mail.announce);
    this.github.follow = (repository, move) => followBranch(this.github, repository, move);
    const { github, judge } = this;
    this.watch = new Watch(
      { github, judge, now },
      (request) => this.#committedLinks(request),
      (link, blob) => this.#mayGiveWay(link, blob),
    );
  }

  static async make(seed: number, timing: Timing): Promise<World> {
    return new World(seed, timing, await makeDatabaseFile());
  }

  readonly now = (): number => this.clock.now();

  get server(): SimulatedServer {
    if (this.#server === null) throw new Error("The server has not been started.");
    return this.#server;
  }

  async startServer(): Promise<void> {
    const { github, mail, faults, watch, now, clock, judge } = this;
    const random = this.#random;
    const { file } = this.#database;
    const { sweepIntervalMs } = this.#timing;
    const world = { github, mail, faults, watch, now, clock, judge, random, file, sweepIntervalMs };
    this.#server = await SimulatedServer.start(world);
    await this.server.quiet();
  }

  /** The process dies where it is, and another begins. */
  async crash(): Promise<void> {
    this.orphans.push(...(await this.server.kill()));
    this.clock.forgetAlarms();
    this.watch.forgetWaits();
    await this.startServer();
  }

  /** One moment of one operation that waits. */
  async advance(pick: number, isWhole: boolean): Promise<void> {
    const { operations } = this.server;
    if (operations.waiting === 0) return;
    await operations.advance(pick, isWhole);
    await this.server.quiet();
    if (operations.isDead) await this.crash();
    const links = this.links();
    this.noteAgreements(links);
    this.#places.check(this, links);
  }

  noteAgreements(links = this.links()): void {
    for (const { document, agreedStore } of links) {
      const saved = this.document(document);
      if (agreedStore !== null && agreedStore === saved.saves.at(-1)) saved.isSettled = true;
    }
  }

  /** Everything that can go on without time passing. */
  async settle(): Promise<void> {
    for (let moments = 0; this.server.operations.waiting > 0; moments += 1) {
      if (this.judge.first !== null) return;
      if (moments > MOMENTS_AT_ONCE) {
        this.judge.note("bounded requests", "the engine does not come to rest while no time passes");
        return;
      }
      await this.advance(0, true);
    }
  }

  async pass(durationMs: number, settles: boolean): Promise<void> {
    const until = this.now() + durationMs;
    if (settles) await this.settle();
    while (this.judge.first === null && this.clock.advance(until)) {
      await this.server.quiet();
      if (settles) await this.settle();
    }
    await this.server.quiet();
    if (settles) await this.settle();
  }

  async end(): Promise<void> {
    try {
      await this.#server?.kill();
    } finally {
      this.#database.remove();
    }
  }

  query(sql: string, ...values: readonly unknown[]): readonly unknown[] {
    return this.server.inspectWith(sql).all(...values);
  }

  /** All links, in the order in which they were made. */
  links(): readonly LinkRow[] {
    return this.query(LINKS) as readonly LinkRow[];
  }

  repository(githubId: number): Repository {
    const repository = this.github.repositories.find(({ id }) => id === githubId);
    if (repository === undefined) throw new Error(`No repository ${githubId}.`);
    return repository;
  }

  document(id: number): ModelDocument {
    const document = this.documents.find((one) => one.id === id);
    if (document === undefined) throw new Error(`No document ${id}.`);
    return document;
  }

  /** Somebody has chosen between texts, or has saved the same one here. */
  #mayGiveWay({ document: id, kind }: CommittedLink, blob: BlobId): boolean {
    const { choices, saves } = this.document(id);
    const canonical = kind === "backup" ? canonicalOf(this.github.blobs.get(blob) ?? Buffer.alloc(0)) : null;
    const kept = canonical === null ? blob : blobIdOf(Buffer.from(canonical));
    return choices > 0 || saves.includes(kept);
  }

  #committedLinks({ repository, branch, additions }: CommitRequest): readonly CommittedLink[] {
    const paths = new Set(additions.map(({ path }) => path));
    return this.links().filter(
      (link) =>
        link.repositoryId === repository.repositoryId &&
        link.branch === targetOf(branch) &&
        paths.has(link.path),
    );
  }
}

export type LinkRow = Omit<LinkRecord, "repository"> & {
  readonly repository: number;
  /** GitHub's. */
  readonly repositoryId: number;
  readonly laneRefId: string | null;
  readonly waitingSince: number | null;
};

const LINKS = `
  select links.*, documents.blob as store, repositories.repositoryId, lanes.head as laneHead,
    lanes.dirty as laneDirty, lanes.clean as laneClean, lanes.waitingSince
  from links join documents on documents.id = links.document
    join lanes on lanes.id = links.lane
    join repositories on repositories.id = links.repository
  order by links.id`;
