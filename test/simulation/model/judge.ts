/** Where the simulation notes what must not have happened. The first note ends the history. */
export type Invariant =
  | "acknowledged is durable"
  | "nothing is lost"
  | "convergence"
  | "no rollback"
  | "no echo, no noise"
  | "compare-and-swap only"
  | "group commit"
  | "isolation"
  | "a link is unique"
  | "state fits"
  | "bounded requests"
  | "no faults of ours";

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}

export class Judge {
  readonly #violations: Violation[] = [];

  get first(): Violation | null {
    return this.#violations[0] ?? null;
  }

  note(invariant: Invariant, detail: string): void {
    this.#violations.push({ invariant, detail });
  }

  expect(isHeld: boolean, invariant: Invariant, detail: () => string): void {
    if (!isHeld) this.note(invariant, detail());
  }
}
