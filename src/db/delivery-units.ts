/** From marks, in GitHub's ids, to the units that they make dirty, in rows. */
import type { AccountOf, EventMark, LaneMark } from "../core/webhook/event-mark.ts";
import type { Reader, Tx } from "./store.ts";
import { statement } from "./statement.ts";
import type { Mark } from "./units.ts";

/** Where a delivery comes from. Both ids are null where the installation, or its workspace, is not known yet. */
export interface DeliverySource {
  readonly hostId: number;
  /** Row ids. */
  readonly installation: number | null;
  readonly workspaceId: number | null;
}

export interface DeliveryUnits {
  readonly units: readonly Mark[];
  /** The account of an installation that is not known yet and is to be made. */
  readonly unknownAccount: AccountOf | null;
}

export interface ResolveMarks {
  /** Every mark's unit, whatever the lane is believed to know: what a replay does. */
  all(tx: Tx, source: DeliverySource, marks: readonly EventMark[]): Promise<DeliveryUnits>;
  /** Without lanes that rest where the mark says that they should. */
  needed(tx: Tx, source: DeliverySource, marks: readonly EventMark[]): Promise<DeliveryUnits>;
}

export function makeResolveMarks(reader: Reader): ResolveMarks {
  const statements = makeStatements(reader);
  return {
    all: (tx, source, marks) => resolve({ tx, statements, source, isReplay: true }, marks),
    needed: (tx, source, marks) => resolve({ tx, statements, source, isReplay: false }, marks),
  };
}

interface Resolving {
  readonly tx: Tx;
  readonly statements: ReturnType<typeof makeStatements>;
  readonly source: DeliverySource;
  readonly isReplay: boolean;
}

async function resolve(resolving: Resolving, marks: readonly EventMark[]): Promise<DeliveryUnits> {
  const units: Mark[] = [];
  let unknownAccount: AccountOf | null = null;
  for (const mark of marks) {
    if (mark.unit === "lane") units.push(...(await laneUnits(resolving, mark)));
    else if (mark.unit === "repository") units.push(...(await repositoryUnits(resolving, mark.repositoryId)));
    else if (resolving.source.installation === null) unknownAccount = mark.account;
    else units.push({ unit: "installations", id: resolving.source.installation });
  }
  return { units, unknownAccount };
}

async function laneUnits(
  { tx, statements, source, isReplay }: Resolving,
  mark: LaneMark,
): Promise<readonly Mark[]> {
  const { hostId, workspaceId } = source;
  if (workspaceId === null) return [];
  const query = statements.lane({
    hostId,
    workspaceId,
    repositoryId: mark.repositoryId,
    branch: mark.branch,
  });
  const lane = (await tx.query.executeQuery(query)).rows[0];
  if (lane === undefined) return [];
  if (isReplay) return [{ unit: "lanes", id: lane.id, look: true, head: null }];
  const rests = lane.dirty === lane.clean && lane.suspectHead === null;
  if (rests && (await knowsAlready({ tx, statements }, lane, mark))) return [];
  return [{ unit: "lanes", id: lane.id, look: true, head: mark.head }];
}

/** Whether a lane at rest is where the mark says that the branch is now. */
async function knowsAlready(
  { tx, statements }: Pick<Resolving, "tx" | "statements">,
  lane: { readonly id: number; readonly head: string | null },
  mark: LaneMark,
): Promise<boolean> {
  if (mark.change === "moved") return lane.head !== null && lane.head === mark.head;
  const { rows } = await tx.query.executeQuery(statements.codes({ lane: lane.id }));
  if (mark.change === "deleted") return rows.every(({ code }) => code === "branch_not_found");
  return lane.head !== null && rows.every(({ code }) => code !== "branch_not_found");
}

/**
 * Every row of the repository on this host: of a transfer only the new owner is told, and the former owner's links must
 * learn of it too. Where this installation has no row for it, its list of repositories is read again.
 */
async function repositoryUnits(
  { tx, statements, source }: Resolving,
  repositoryId: number,
): Promise<readonly Mark[]> {
  const query = statements.repositories({ hostId: source.hostId, repositoryId });
  const { rows } = await tx.query.executeQuery(query);
  const units: Mark[] = rows.map(({ id }) => ({ unit: "repositories", id }));
  const isKnown = rows.some(({ installation }) => installation === source.installation);
  if (isKnown || source.installation === null) return units;
  return [...units, { unit: "installations", id: source.installation }];
}

function makeStatements(reader: Reader) {
  return {
    lane: statement<
      { hostId: number; workspaceId: number; repositoryId: number; branch: string },
      { id: number; head: string | null; dirty: number; clean: number; suspectHead: string | null }
    >((value) =>
      reader
        .selectFrom("repositories")
        .innerJoin("lanes", "lanes.repository", "repositories.id")
        .select(["lanes.id", "lanes.head", "lanes.dirty", "lanes.clean", "lanes.suspectHead"])
        .where("repositories.hostId", "=", value("hostId"))
        .where("repositories.repositoryId", "=", value("repositoryId"))
        .where("repositories.workspaceId", "=", value("workspaceId"))
        .where("lanes.branch", "=", value("branch")),
    ),
    codes: statement<{ lane: number }, { code: string | null }>((value) =>
      reader.selectFrom("links").select("code").distinct().where("lane", "=", value("lane")),
    ),
    repositories: statement<{ hostId: number; repositoryId: number }, { id: number; installation: number }>(
      (value) =>
        reader
          .selectFrom("repositories")
          .select(["id", "installation"])
          .where("hostId", "=", value("hostId"))
          .where("repositoryId", "=", value("repositoryId")),
    ),
  };
}
