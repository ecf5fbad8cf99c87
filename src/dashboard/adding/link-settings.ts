/** How a link is to work, while somebody makes it. */
import { isFields } from "../../core/fields.ts";
import type { LinkWish } from "../api/contract.ts";
import { MODES, type Saving } from "../links/saving-words.ts";

/** Which text is kept where both sides have one and they differ; `ask`: nothing is touched until somebody chooses. */
export const KEEPS = ["ask", "store", "github"] as const;
export type Keep = (typeof KEEPS)[number];

export interface LinkSettings {
  readonly saving: Saving;
  readonly keep: Keep;
}

/** What can be said of a backup beforehand: GitHub's text is taken into a collection by a choice alone. */
export const BACKUP_KEEPS = ["ask", "store"] as const satisfies readonly Keep[];

export const USUAL_SAVING: Saving = { mode: "auto", quiet: "0s" };

/** Of whatever was kept. */
export function readSaving(kept: unknown): Saving {
  if (!isFields(kept)) return USUAL_SAVING;
  const { mode, quiet } = kept;
  return {
    mode: MODES.find((one) => one === mode) ?? USUAL_SAVING.mode,
    quiet: typeof quiet === "string" && /^\d{1,6}[smh]$/.test(quiet) ? quiet : USUAL_SAVING.quiet,
  };
}

export function readKeep(kept: unknown): Keep {
  return KEEPS.find((one) => one === kept) ?? "ask";
}

export function isUsual({ mode, quiet }: Saving): boolean {
  return mode === USUAL_SAVING.mode && quiet === USUAL_SAVING.quiet;
}

/** As the API takes it. */
export function settingsOf({ saving, keep }: LinkSettings): Pick<LinkWish, "mode" | "quiet" | "keep"> {
  return { ...saving, ...(keep !== "ask" && { keep }) };
}
