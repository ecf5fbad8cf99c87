/**
 * One comparison under way: what was found, and what is still to be compared.
 *
 * What several operations share (a schema, a parameter, a response of `components`) is compared once for each direction in which
 * it is used, whoever asks first, and its changes name the operations that use it. So the time is bounded by the document, not by
 * what its references would expand to, and cycles end. Shared parts wait in a queue: references never deepen the recursion.
 */
import type { ChangeLevel, ChangePlace, FoundChange, Pair } from "./change.ts";
import { type DocumentNode, ReferenceResolver, type ResolvedNode } from "./document-node.ts";

/** Values that are looked at: many times what the largest real documents hold, and some seconds. */
const MAX_STEPS = 6_000_000;
/** Of which the worst are told. */
const MAX_CHANGES = 20_000;
/** Operations that a change names. */
const MAX_OPERATIONS = 10;

/** In which direction values go, seen from who calls the API: what they send, what they get. */
export type Direction = "request" | "response";

/** What owns the changes found under it: an operation, or a shared part. */
export interface Owner {
  readonly part: string;
  readonly id: number;
}

interface OwnerRecord {
  readonly part: string;
  readonly isOperation: boolean;
  /** Ids of those that use a shared part. */
  readonly users: Set<number>;
}

export interface Finding {
  readonly code: string;
  readonly level: ChangeLevel;
  readonly message: string;
  readonly why: string;
  readonly at: ChangePlace;
}

interface KeptFinding extends Finding {
  readonly owner: number;
}

export class ComparisonRun {
  readonly from: ReferenceResolver;
  readonly to: ReferenceResolver;
  readonly #owners: OwnerRecord[] = [];
  readonly #findings: KeptFinding[] = [];
  readonly #shared = new Map<string, Owner>();
  readonly #waiting: (() => void)[] = [];
  #steps: number;
  #isCut = false;

  constructor({ from, to }: Pair<unknown>, maxSteps = MAX_STEPS) {
    this.from = new ReferenceResolver(from);
    this.to = new ReferenceResolver(to);
    this.#steps = maxSteps;
  }

  get isCut(): boolean {
    return this.#isCut;
  }

  /** Before each value that is looked at; false: there is no more time. */
  spend(steps = 1): boolean {
    this.#steps -= steps;
    if (this.#steps < 0) this.#isCut = true;
    return !this.#isCut;
  }

  own(part: string, isOperation: boolean): Owner {
    this.#owners.push({ part, isOperation, users: new Set() });
    return { part, id: this.#owners.length - 1 };
  }

  report(owner: Owner, finding: Finding): void {
    if (this.#findings.length >= MAX_CHANGES) this.#isCut = true;
    else this.#findings.push({ ...finding, owner: owner.id });
  }

  /** The parts of which something was found. */
  changedParts(): ReadonlySet<string> {
    return new Set(this.#findings.map(({ owner }) => this.#owners[owner]?.part ?? ""));
  }

  /** The parts that something was compared of: others nobody uses. */
  comparedParts(): ReadonlySet<string> {
    return new Set(this.#owners.map(({ part }) => part));
  }

  resolve({ from, to }: Pair<DocumentNode>): Pair<ResolvedNode> {
    return { from: this.from.resolve(from), to: this.to.resolve(to) };
  }

  /**
   * Compares what `user` uses: at once where it stands in place, else once for all, in the queue.
   * @param use what else tells one way of using it from another, such as its direction
   */
  compareShared(
    { from, to }: Pair<ResolvedNode>,
    { user, use }: { readonly user: Owner; readonly use: string },
    compare: (owner: Owner, isShared: boolean) => void,
  ): void {
    const reference = to.reference ?? from.reference;
    if (reference === null) return compare(user, false);
    const key = `${use} ${from.pointer} ${to.pointer}`;
    const known = this.#shared.get(key);
    const owner = known ?? this.own(partNameOf(reference), false);
    this.#owners[owner.id]?.users.add(user.id);
    if (known !== undefined) return;
    this.#shared.set(key, owner);
    this.#waiting.push(() => compare(owner, true));
  }

  /** Compares what waits. */
  drain(): void {
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      if (this.#isCut) break;
      next();
    }
  }

  /** All that was found. */
  changes(): readonly FoundChange[] {
    return this.#findings.map(({ owner, ...finding }) => {
      const operations = this.#operationsOf(owner);
      const record = this.#owners[owner];
      return {
        ...finding,
        part: record?.part ?? "",
        operations: operations.slice(0, MAX_OPERATIONS),
        operationCount: operations.length,
      };
    });
  }

  readonly #operations = new Map<number, readonly string[]>();

  #operationsOf(owner: number): readonly string[] {
    const known = this.#operations.get(owner);
    if (known !== undefined) return known;
    const seen = new Set([owner]);
    for (const id of seen) for (const user of this.#owners[id]?.users ?? []) seen.add(user);
    const found = [...seen].toSorted((one, other) => one - other);
    const operations = found.flatMap((id) => {
      const record = this.#owners[id];
      return record?.isOperation === true ? [record.part] : [];
    });
    const names = [...new Set(operations)];
    this.#operations.set(owner, names);
    return names;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  schemas: "schema",
  definitions: "schema",
  $defs: "schema",
  parameters: "parameter",
  responses: "response",
  requestBodies: "request body",
  headers: "header",
  callbacks: "callback",
  pathItems: "path",
  messages: "message",
  channels: "channel",
};

/** `/components/schemas/Pet` is `schema Pet`; any other place is named by its pointer. */
function partNameOf(pointer: string): string {
  const [, kind = "", name = ""] = /^\/(?:components\/)?([$\w]+)\/([^/]+)$/.exec(pointer) ?? [];
  const word = KINDS[kind];
  if (word === undefined) return `#${pointer}`;
  return `${word} ${name.replaceAll("~1", "/").replaceAll("~0", "~")}`;
}
