/** What a webhook told, and what came of it. */
import type { Delivery } from "../api/contract.ts";

export function eventName({ event, action }: Pick<Delivery, "event" | "action">): string {
  return action === null ? event : `${event}, ${action.replaceAll("_", " ")}`;
}

export const OUTCOME_WORDS: Readonly<
  Record<Delivery["outcome"], { readonly name: string; readonly about: string }>
> = {
  marked: { name: "Acted on", about: "Something that is kept here may have changed: GitHub was looked at." },
  ignored: { name: "Nothing to do", about: "It concerned nothing that is connected." },
};

/** As much of a payload as a page shows at ease. */
const SHOWN_LENGTH = 500_000;

export interface ShownPayload {
  readonly text: string;
  readonly isCut: boolean;
}

export function shownPayload(payload: unknown): ShownPayload {
  const text = JSON.stringify(payload, null, 2) ?? "";
  return { text: text.slice(0, SHOWN_LENGTH), isCut: text.length > SHOWN_LENGTH };
}
