/** What goes wrong with requests to the model of GitHub: each fault strikes the next requests of its kind, then it is over. */
import type { Failure } from "../../../src/core/retry/failure.ts";
import type { OperationKind } from "../operations.ts";

export type Fault =
  | { readonly kind: "failure"; readonly failure: Failure }
  /** A write: carried out or not, nobody hears of it. */
  | { readonly kind: "unanswered"; readonly hasLanded: boolean }
  /** An error on one path of a look. */
  | { readonly kind: "unknown-path"; readonly index: number }
  /** Texts come cut short. */
  | { readonly kind: "cut-text" };

interface Armed {
  readonly on: OperationKind;
  readonly fault: Fault;
  left: number;
}

export class Faults {
  #armed: Armed[] = [];

  arm(on: OperationKind, fault: Fault, times: number): void {
    this.#armed.push({ on, fault, left: times });
  }

  clear(): void {
    this.#armed = [];
  }

  take(on: OperationKind): Fault | null {
    const armed = this.#armed.find((one) => one.on === on);
    if (armed === undefined) return null;
    armed.left -= 1;
    if (armed.left <= 0) this.#armed = this.#armed.filter((one) => one !== armed);
    return armed.fault;
  }
}
