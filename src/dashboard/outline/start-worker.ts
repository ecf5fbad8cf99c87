/**
 * The page's policy lets no text be an address of scripts (Trusted Types), but for one policy by this name, and that knows a single
 * address, which the build wrote.
 */
import type { Outline } from "../../core/outline/outline.ts";
// oxlint-disable-next-line import/default -- the build makes an address of it
import address from "./outline-worker.ts?worker&url";

export interface OutlineQuestion {
  readonly number: number;
  readonly text: string;
}

export interface OutlineAnswer {
  /** Of the question. */
  readonly number: number;
  /** Null: the text cannot be read as it stands. */
  readonly outline: Outline | null;
}

declare global {
  interface Window {
    /** Not in every browser. */
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        rules: { readonly createScriptURL: () => string },
      ): { createScriptURL(address: string): string };
    };
  }
}

const policy = window.trustedTypes?.createPolicy("lockstep-worker", { createScriptURL: () => address });

export function startWorker(): Worker {
  return new Worker(policy?.createScriptURL(address) ?? address, { type: "module" });
}
