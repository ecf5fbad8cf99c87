/**
 * One open stream. It takes what it is given while its client reads: who falls behind is told the rest when there is room again,
 * and who reads nothing for a minute is cut off. So little is in memory for each, however slow it is.
 */
import type { ServerResponse } from "node:http";
import type { EventCursor } from "../../db/events.ts";
import { formatEvent } from "../contract/event.ts";

/** Beside what the system buffers. */
const FULL_BYTES = 128 * 1024;
const ENDS_WITHIN_MS = 1000;

export interface StreamEnd {
  readonly code: string;
  readonly detail: string;
}

export class Listener {
  readonly #response: ServerResponse;
  #unreadSince: number | null = null;
  #toldId: number | null = null;
  /** Id of the last row of its workspace that it stands behind: where to resume from. */
  lastId = 0;
  /** What it was told; of one that is live the hub knows. */
  cursor: EventCursor = { activity: 0, change: 0 };
  /** Somebody is already reading for it. */
  isFollowed = false;
  nextBeatAt = 0;
  readonly gone: Promise<void>;

  constructor(response: ServerResponse) {
    this.#response = response;
    this.gone = new Promise((resolve) => {
      // Who went while the rights were asked for says so no second time.
      if (response.destroyed) resolve();
      else response.once("close", () => resolve());
    });
  }

  get isGone(): boolean {
    return this.#response.destroyed || this.#response.writableEnded;
  }

  get isFull(): boolean {
    return this.#response.writableLength > FULL_BYTES;
  }

  write(text: string | Buffer): void {
    if (!this.isGone) this.#response.write(text);
  }

  /** A sign of life, with where to resume from. Cuts off who left unread what was there so long ago. */
  beat({ now, cutMs }: { readonly now: number; readonly cutMs: number }): void {
    if (this.#response.writableLength === 0) this.#unreadSince = null;
    else this.#unreadSince ??= now;
    if (this.#unreadSince === null) this.#tellId(this.lastId);
    else if (now - this.#unreadSince >= cutMs) this.#response.destroy();
  }

  /** Resolves when there is room again, or it is gone. */
  async room(): Promise<void> {
    if (!this.isFull || this.isGone) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#response.off("drain", done).off("close", done);
        resolve();
      };
      this.#response.on("drain", done).on("close", done);
    });
  }

  end(reason: StreamEnd | null): void {
    if (this.isGone) return;
    this.#response.end(reason === null ? undefined : formatEvent({ event: "end", data: reason }));
    // Whoever reads nothing does not take the end either.
    const timer = setTimeout(() => this.#response.destroy(), ENDS_WITHIN_MS);
    this.#response.once("close", () => clearTimeout(timer));
  }

  #tellId(id: number): void {
    this.write(this.#toldId === id ? ":\n\n" : formatEvent({ id }));
    this.#toldId = id;
  }
}
