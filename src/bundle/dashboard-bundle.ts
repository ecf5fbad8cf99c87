/**
 * The dashboard beside a running server: there at once where it is built, else built by a process of its own while the API
 * answers already. What is served is in memory, so builds of other servers from the same folder do not matter.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";
import type { Bundle, BundleState } from "../core/dashboard/bundle-port.ts";
import { PLACES } from "./places.ts";
import { readBundle } from "./read-bundle.ts";
import { isCurrent } from "./recipe.ts";

const BUILD = fileURLToPath(new URL("./main.ts", import.meta.url));

/** Below what serves requests: the build takes every core that it is given. */
const NICE = 10;

export interface BundleListener {
  /** What people are told while it is built, a line each. */
  readonly progress: (line: string) => void;
  readonly failed: (reason: unknown) => void;
}

export class DashboardBundle implements Bundle {
  readonly #listener: BundleListener;
  #state: BundleState = { kind: "building" };
  #build: ChildProcess | null = null;
  #opening: Promise<void> | null = null;
  #isStopped = false;

  constructor(listener: BundleListener) {
    this.#listener = listener;
  }

  get state(): BundleState {
    return this.#state;
  }

  /** Returns at once. */
  start(): void {
    this.#opening ??= this.#open().catch((error: unknown) => {
      if (this.#isStopped) return;
      this.#state = { kind: "failed" };
      this.#listener.failed(error);
    });
  }

  /** Resolves when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#build?.kill("SIGKILL");
    await this.#opening;
  }

  async #open(): Promise<void> {
    if (!(await isCurrent(PLACES.root, PLACES.out))) await this.#makeNew();
    if (!this.#isStopped) this.#state = await readBundle(PLACES.out);
  }

  async #makeNew(): Promise<void> {
    if (this.#isStopped) return;
    const build = spawn(process.execPath, [BUILD], { stdio: ["ignore", "pipe", "pipe"] });
    this.#build = build;
    if (build.pid !== undefined) setPriority(build.pid, NICE);
    let complaints = "";
    build.stdout.setEncoding("utf8").on("data", (text: string) => {
      for (const line of text.split("\n")) if (line !== "") this.#listener.progress(line);
    });
    build.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
    const [code] = await once(build, "close");
    this.#build = null;
    if (code !== 0) throw new Error(`The dashboard could not be built: ${complaints.slice(-4000)}`);
  }
}
