/** Reads for a listener that is behind, at its own pace, until it has reached the hub. */
import { type EventCursor, hasReached, readEvents } from "../../db/events.ts";
import type { Reader } from "../../db/store.ts";
import type { Audience } from "./audience.ts";
import { eventText } from "./event-texts.ts";
import type { Listener } from "./listener.ts";

export interface Followed {
  readonly reader: Reader;
  /** What all live listeners were told; null: nobody listens. */
  readonly cursor: () => EventCursor | null;
}

/** Resolves when it is live, or gone, or its rights are not known: who learns them follows again. */
export async function follow(hub: Followed, audience: Audience, listener: Listener): Promise<void> {
  if (listener.isFollowed) return;
  listener.isFollowed = true;
  try {
    while (await readOnePage(hub, audience, listener));
  } finally {
    listener.isFollowed = false;
  }
}

async function readOnePage(
  { reader, cursor }: Followed,
  audience: Audience,
  listener: Listener,
): Promise<boolean> {
  await listener.room();
  const { rights, workspaceId } = audience;
  const until = cursor();
  if (listener.isGone || rights === null || until === null) return false;
  if (hasReached(listener.cursor, until)) {
    // In the same turn: nothing can be told between.
    audience.live.add(listener);
    return false;
  }
  const range = { from: listener.cursor, until };
  const page = await readEvents(reader, { workspaceId, rights }, range);
  if (audience.rights !== rights) return true;
  const text = eventText(page, rights);
  if (text !== "") listener.write(text);
  listener.cursor = page.cursor;
  listener.lastId = page.activity.at(-1)?.id ?? listener.lastId;
  return true;
}
