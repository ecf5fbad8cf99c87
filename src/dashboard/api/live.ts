/**
 * Keeps what is shown up to date, and is the only place that knows how: the workspace's events say that something happened, and what
 * is shown of it is read again. Browsers take few connections to one server, so a page that nobody sees has none.
 */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { workspaceKey } from "./keys.ts";
import { Renewal } from "./renewal.ts";
import { pathOf } from "./request.ts";

/** `ready` and `reset`: what was read before may be old. */
const NEWS = ["ready", "reset", "activity", "link"] as const;

/** What happens together is read once. */
const GATHERED_MS = 100;
const AGAIN_MS = 5000;

/** False: nothing is heard, and what is shown may be old. */
export function useLiveUpdates(workspace: string): boolean {
  const client = useQueryClient();
  const [isHeard, setIsHeard] = useState(true);
  useEffect(() => {
    const listener = new LiveListener(workspace, client, setIsHeard);
    const follow = (): void => {
      if (document.visibilityState === "visible") listener.open();
      else listener.close();
    };
    follow();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      listener.close();
    };
  }, [workspace, client]);
  return isHeard;
}

class LiveListener {
  readonly #workspace: string;
  readonly #client: QueryClient;
  readonly #renewal: Renewal;
  readonly #heard: (isHeard: boolean) => void;
  #source: EventSource | null = null;
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;

  constructor(workspace: string, client: QueryClient, heard: (isHeard: boolean) => void) {
    this.#workspace = workspace;
    this.#client = client;
    this.#renewal = new Renewal(client);
    this.#heard = heard;
  }

  open(): void {
    if (this.#source !== null) return;
    const source = new EventSource(`/api/v1${pathOf(this.#workspace, "events")}`);
    this.#source = source;
    for (const name of NEWS) source.addEventListener(name, () => this.#gather());
    source.addEventListener("ready", () => this.#begin());
    source.addEventListener("error", () => this.#lost(source));
  }

  close(): void {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#gathering);
    clearTimeout(this.#again);
    this.#gathering = undefined;
  }

  /** Another may have signed in meanwhile, in another tab. */
  #begin(): void {
    this.#heard(true);
    void this.#client.invalidateQueries({ queryKey: ["me"] });
  }

  #gather(): void {
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#renewal.renew(workspaceKey(this.#workspace));
    }, GATHERED_MS);
  }

  /** The browser comes back by itself, unless it was refused: then asking who is there tells whether the session has ended. */
  #lost(source: EventSource): void {
    this.#heard(false);
    if (source.readyState !== EventSource.CLOSED) return;
    void this.#client.invalidateQueries({ queryKey: ["me"] });
    clearTimeout(this.#again);
    this.#again = setTimeout(() => {
      this.close();
      this.open();
    }, AGAIN_MS);
  }
}
