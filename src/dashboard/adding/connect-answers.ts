/** Where one document is to be connected, while somebody chooses it. */
import { isFields } from "../../core/fields.ts";
import { NO_PLACE, type Place, readPlace } from "../places/place.ts";

export interface ConnectAnswers {
  readonly place: Place;
  /** Null: as it is proposed. */
  readonly file: string | null;
}

/** Of whatever was kept. */
export function readConnectAnswers(kept: unknown): ConnectAnswers {
  if (!isFields(kept)) return { place: NO_PLACE, file: null };
  const { place, file } = kept;
  return { place: readPlace(place), file: typeof file === "string" ? file : null };
}
