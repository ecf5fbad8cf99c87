/** What every server of the benches does: say where it listens, and end with the bench. */
import type { Server } from "node:http";
import { join } from "node:path";
import Database from "better-sqlite3";

export function listenForBench(server: Server): void {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.send?.(address.port);
}

/** What the bench passes to a server that talks to a GitHub. */
export interface Given {
  readonly github?: string;
  readonly host?: string;
  readonly appId?: number;
  readonly privateKey?: string;
  readonly webhookSecret?: string;
  readonly token?: string;
  readonly isSweeping?: boolean;
}

export function givenByBench(): Given {
  return JSON.parse(process.argv[4] ?? "{}") as Given;
}

/** What servers tell beside their port. Times are those of `sharedNow`. */
export type Told =
  | {
      readonly kind: "request";
      readonly beganAt: number;
      readonly endedAt: number;
      readonly isWrite: boolean;
    }
  | { readonly kind: "stored"; readonly at: number }
  | { readonly kind: "quiet" | "collected" };

export function tellBench(told: Told): void {
  process.send?.(told);
}

/** The folder that the bench made for this server. */
export function benchFolder(): string {
  const folder = process.argv[2];
  if (folder === undefined) throw new Error("The bench passes a folder.");
  return folder;
}

/** As durable as Lockstep's: WAL, synchronous=FULL, one commit a request. */
export function oneInsertTable(): (guid: string, body: Buffer) => void {
  const database = new Database(join(benchFolder(), "baseline.db"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec(
    "create table deliveries (id integer primary key, guid text not null unique, body blob not null)",
  );
  const insert = database.prepare("insert into deliveries (guid, body) values (?, ?)");
  return (guid, body) => void insert.run(guid, body);
}
