/** Installations, keyed by GitHub's ids. What GitHub says of them is applied in directory.ts. */
import type { Insertable } from "kysely";
import type { InstallationRecord } from "../core/sync/github-port.ts";
import type { InstallationsTable } from "./schema.ts";
import type { Reader, Tx } from "./store.ts";
import { NOT_WAITING } from "./units.ts";

export interface InstallationKey {
  readonly id: number;
  readonly hostId: number;
  readonly hostname: string;
  readonly installationId: number;
  readonly workspaceId: number | null;
  readonly state: InstallationsTable["state"];
}

export function findInstallation(reader: Reader, id: number): Promise<InstallationKey> {
  return installations(reader).where("installations.id", "=", id).executeTakeFirstOrThrow();
}

export function listInstallations(reader: Reader, hostId: number): Promise<InstallationKey[]> {
  return installations(reader).where("installations.hostId", "=", hostId).execute();
}

function installations(reader: Reader) {
  return reader
    .selectFrom("installations")
    .innerJoin("hosts", "hosts.id", "installations.hostId")
    .select([
      "installations.id",
      "installations.hostId",
      "hosts.hostname",
      "installations.installationId",
      "installations.workspaceId",
      "installations.state",
    ]);
}

/** The row of an installation that GitHub lists; made, without a workspace until it is read by its id, where it is new. */
export async function ensureInstallation(
  tx: Tx,
  hostId: number,
  record: InstallationRecord,
  now: number,
): Promise<number> {
  const known = await tx.query
    .selectFrom("installations")
    .select("id")
    .where("hostId", "=", hostId)
    .where("installationId", "=", record.installationId)
    .executeTakeFirst();
  if (known !== undefined) return known.id;
  const { installationId } = record;
  return addInstallation(tx, { hostId, installationId, workspaceId: null, createdAt: now });
}

/** @returns its row id */
export async function addInstallation(
  tx: Tx,
  installation: Pick<
    Insertable<InstallationsTable>,
    "hostId" | "installationId" | "workspaceId" | "createdAt"
  >,
): Promise<number> {
  const { id } = await tx.query
    .insertInto("installations")
    .values({ ...installation, ...NOT_WAITING, state: "active", blockedReason: null })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
}
