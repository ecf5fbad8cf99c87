/** From marks, in GitHub's ids, to the units that they make dirty, in rows. */
import type { AccountOf, EventMark, LaneMark, ProposalMark } from "../core/webhook/event-mark.ts";
import type { CommitId } from "../core/git/object-id.ts";
import type { ProposalState } from "../core/sync/proposal.ts";
import { type ConfigWork, configWork } from "./config-marks.ts";
import type { LaneMove } from "./lane-moves.ts";
import type { Tx } from "./store.ts";
import { statement } from "./statement.ts";
import type { Mark } from "./units.ts";

/** Where a delivery comes from. Both ids are null where the installation, or its workspace, is not known yet. */
export interface DeliverySource {
  readonly hostId: number;
  /** Row ids. */
  readonly installation: number | null;
  readonly workspaceId: number | null;
  /** It names an installation that is not known yet: the event that told of it is lost, or still on its way. */
  readonly isNew: boolean;
}

export interface DeliveryUnits {
  readonly units: readonly Mark[];
  /** What the event says of branches, whether or not their lanes have work by it. */
  readonly moves: readonly LaneMove[];
  /** The installation is not known yet and is to be made; of which account, where the event says it. */
  readonly newInstallation: { readonly account: AccountOf | null } | null;
  /** GitHub's ids of people whose sessions end. */
  readonly revoked: readonly number[];
  readonly configs: readonly ConfigWork[];
}

export interface Resolving {
  readonly tx: Tx;
  readonly source: DeliverySource;
  /** Every mark's unit, whatever the lane is believed to know; else lanes that rest where the mark says are left alone. */
  readonly isReplay: boolean;
}

export async function resolveMarks(
  resolving: Resolving,
  marks: readonly EventMark[],
): Promise<DeliveryUnits> {
  const units: Mark[] = [];
  const moves: LaneMove[] = [];
  const revoked: number[] = [];
  const configs: ConfigWork[] = [];
  let account: AccountOf | null = null;
  for (const mark of marks) {
    if (mark.unit === "lane") {
      const lane = await laneUnits(resolving, mark);
      units.push(...lane.units);
      moves.push(...lane.moves);
    } else if (mark.unit === "config") configs.push(...(await configWork(resolving, mark)));
    else if (mark.unit === "proposal") units.push(...(await proposalUnits(resolving, mark)));
    else if (mark.unit === "repository") units.push(...(await repositoryUnits(resolving, mark.repositoryId)));
    else if (mark.unit === "authorization") revoked.push(mark.accountId);
    else if (resolving.source.installation === null) account = mark.account;
    else units.push({ unit: "installations", id: resolving.source.installation });
  }
  const isMade = resolving.source.isNew && marks.some((mark) => makesInstallation(mark));
  return { units, moves, newInstallation: isMade ? { account } : null, revoked, configs };
}

/** What happens in a repository comes of an installation that is there; the rest only where it says whose it is. */
function makesInstallation(mark: EventMark): boolean {
  if (mark.unit === "authorization") return false;
  return mark.unit !== "installation" || mark.account !== null;
}

const NOTHING = { units: [], moves: [] } as const;

async function laneUnits(
  { tx, source, isReplay }: Resolving,
  mark: LaneMark,
): Promise<Pick<DeliveryUnits, "units" | "moves">> {
  const { hostId, workspaceId } = source;
  if (workspaceId === null) return NOTHING;
  const { rows } = await findLane(tx, {
    hostId,
    workspaceId,
    repositoryId: mark.repositoryId,
    branch: mark.branch,
  });
  const lane = rows[0];
  if (lane === undefined) return NOTHING;
  // When a replayed one was true, nobody knows by now.
  if (isReplay) return { units: [{ unit: "lanes", id: lane.id, look: true, head: null }], moves: [] };
  const { before, head: after } = mark;
  const endsWait = lane.suspectHead !== null && lane.suspectHead === after;
  const moves = before === undefined ? [] : [{ lane: lane.id, before, after, endsWait }];
  const rests = lane.dirty === lane.clean && lane.suspectHead === null;
  if (rests && (await knowsAlready(tx, lane, mark))) return { units: [], moves };
  return { units: [{ unit: "lanes", id: lane.id, look: true, head: after }], moves };
}

/**
 * The lane whose rolling branch it is: it looks at the request where it does not know already what the event says. A name may be
 * that of two lanes, one of which gave it up when it found it taken (`lockstep/main-2` of `main` and of `main-2`).
 */
async function proposalUnits(
  { tx, source, isReplay }: Resolving,
  mark: ProposalMark,
): Promise<readonly Mark[]> {
  const { hostId, workspaceId } = source;
  const { repositoryId, branch } = mark;
  if (workspaceId === null) return [];
  const { rows } = await findProposal(tx, { hostId, workspaceId, repositoryId, branch });
  const units: Mark[] = [];
  for (const { id, lane, laneHead, ...known } of rows) {
    const isKnown = known.state === mark.state && known.head === mark.head && known.isSure === 1;
    if (isReplay) units.push({ unit: "lanes", id: lane, look: true, head: null });
    if (isReplay || isKnown) continue;
    await tellProposal(tx, { id, head: mark.head, state: mark.state });
    // The look at the target is spared where the lane rests at its head.
    units.push({ unit: "lanes", id: lane, look: true, head: laneHead });
  }
  return units;
}

/** Whether a lane at rest is where the mark says that the branch is now. */
async function knowsAlready(
  tx: Tx,
  lane: { readonly id: number; readonly head: string | null },
  mark: LaneMark,
): Promise<boolean> {
  if (mark.change === "moved") return lane.head !== null && lane.head === mark.head;
  const { rows } = await findCodes(tx, { lane: lane.id });
  if (mark.change === "deleted") return rows.every(({ code }) => code === "branch_not_found");
  return lane.head !== null && rows.every(({ code }) => code !== "branch_not_found");
}

/**
 * Every row of the repository on this host: of a transfer only the new owner is told, and the former owner's links must
 * learn of it too. Where this installation has no row for it, its list of repositories is read again.
 */
async function repositoryUnits({ tx, source }: Resolving, repositoryId: number): Promise<readonly Mark[]> {
  const { rows } = await findRepositories(tx, { hostId: source.hostId, repositoryId });
  const units: Mark[] = rows.map(({ id }) => ({ unit: "repositories", id }));
  const isKnown = rows.some(({ installation }) => installation === source.installation);
  if (isKnown || source.installation === null) return units;
  return [...units, { unit: "installations", id: source.installation }];
}

const findLane = statement<
  { hostId: number; workspaceId: number; repositoryId: number; branch: string },
  { id: number; head: string | null; dirty: number; clean: number; suspectHead: string | null }
>((reader, value) =>
  reader
    .selectFrom("lanes")
    .select(["id", "head", "dirty", "clean", "suspectHead"])
    // A join, with the same plan, takes nine times as long.
    .where("repository", "=", (eb) =>
      eb
        .selectFrom("repositories")
        .select("repositories.id")
        .where("hostId", "=", value("hostId"))
        .where("repositoryId", "=", value("repositoryId"))
        .where("workspaceId", "=", value("workspaceId")),
    )
    .where("branch", "=", value("branch")),
);

const findCodes = statement<{ lane: number }, { code: string | null }>((reader, value) =>
  reader.selectFrom("links").select("code").distinct().where("lane", "=", value("lane")),
);

const findRepositories = statement<
  { hostId: number; repositoryId: number },
  { id: number; installation: number }
>((reader, value) =>
  reader
    .selectFrom("repositories")
    .select(["id", "installation"])
    .where("hostId", "=", value("hostId"))
    .where("repositoryId", "=", value("repositoryId")),
);

const findProposal = statement<
  { hostId: number; workspaceId: number; repositoryId: number; branch: string },
  {
    id: number;
    lane: number;
    laneHead: CommitId | null;
    head: CommitId | null;
    state: ProposalState;
    isSure: 0 | 1;
  }
>((reader, value) =>
  reader
    .selectFrom("repositories")
    .innerJoin("lanes", "lanes.repository", "repositories.id")
    .innerJoin("proposals", "proposals.lane", "lanes.id")
    .select([
      "proposals.id",
      "proposals.lane",
      "lanes.head as laneHead",
      "proposals.head",
      "proposals.state",
      "proposals.isSure",
    ])
    .where("repositories.hostId", "=", value("hostId"))
    .where("repositories.repositoryId", "=", value("repositoryId"))
    .where("repositories.workspaceId", "=", value("workspaceId"))
    .where("proposals.branch", "=", value("branch")),
);

const tellProposal = statement<{ id: number; head: CommitId | null; state: ProposalState }>((reader, value) =>
  reader
    .updateTable("proposals")
    .set({ toldHead: value("head"), toldState: value("state") })
    .where("id", "=", value("id")),
);
