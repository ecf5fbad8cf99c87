/** Where one document is to be connected, while somebody chooses it. */
import { isFields } from "../../core/fields.ts";
import { type Place, readPlace } from "../places/place.ts";
import { type LinkSettings, readKeep, readSaving } from "./link-settings.ts";

export interface ConnectAnswers extends LinkSettings {
  readonly place: Place;
  /** Null: as it is proposed. */
  readonly file: string | null;
}

/** Of whatever was kept. */
export function readConnectAnswers(kept: unknown): ConnectAnswers {
  const { place, file, saving, keep } = isFields(kept) ? kept : {};
  return {
    place: readPlace(place),
    file: typeof file === "string" ? file : null,
    saving: readSaving(saving),
    keep: readKeep(keep),
  };
}
