/** Where a pair of schemas is compared, and how its changes are told and judged. */
import type { ChangeLevel, Pair } from "../change.ts";
import type { ComparisonRun, Direction, Owner } from "../comparison-run.ts";
import type { DocumentNode } from "../document-node.ts";

export interface SchemaSpot {
  readonly run: ComparisonRun;
  readonly owner: Owner;
  readonly direction: Direction;
  /** Within the part, such as `response 200, items[].name`; empty: the part itself. */
  readonly where: string;
  /** Parameters and headers go as text: every value is a string there. */
  readonly isText: boolean;
  /** Read-only in what callers send, write-only in what they get: never there, so no change of it matters. */
  readonly isIdle: boolean;
}

export interface SchemaPair extends Pair<DocumentNode> {
  readonly spot: SchemaSpot;
}

/** What a change does to the values that a schema allows. */
export type Move = "narrowed" | "widened" | "moved";

const LEVELS: Readonly<Record<Direction, Readonly<Record<Move, ChangeLevel>>>> = {
  request: { narrowed: "breaking", widened: "compatible", moved: "breaking" },
  response: { narrowed: "compatible", widened: "breaking", moved: "breaking" },
};

const WHY: Readonly<Record<Direction, Readonly<Record<Move, string>>>> = {
  request: {
    narrowed: "What callers send today may be refused.",
    widened: "Whatever callers send today is still taken.",
    moved: "What callers send today may be refused.",
  },
  response: {
    narrowed: "Whatever callers get was possible before.",
    widened: "Callers may get values that they do not expect.",
    moved: "Callers may get values that they do not expect.",
  },
};

export interface Told {
  /** Without the direction: `type-changed`. */
  readonly code: string;
  /** By which the level follows from the direction. */
  readonly move?: Move;
  /** In place of what follows from the move. */
  readonly level?: ChangeLevel;
  readonly why?: string;
  readonly message: string;
  /** Null: gone, and `from` says where it was. */
  readonly to: string | null;
  readonly from?: string;
}

export function tell(spot: SchemaSpot, told: Told): void {
  const { run, owner, direction, where, isIdle } = spot;
  const { code, move = "moved", message, to, from } = told;
  const level = told.level ?? LEVELS[direction][move];
  const idle =
    direction === "request"
      ? "It is read-only: callers do not send it."
      : "It is write-only: callers do not get it.";
  run.report(owner, {
    code: `${direction}-${code}`,
    level: isIdle ? "compatible" : level,
    message: where === "" ? message : `${where}: ${message}`,
    why: isIdle ? idle : (told.why ?? WHY[direction][level === LEVELS[direction][move] ? move : "moved"]),
    at: to === null ? { side: "from", pointer: from ?? "" } : { side: "to", pointer: to },
  });
}

/** Below the spot: a property, an item. */
export function below(spot: SchemaSpot, step: string): SchemaSpot {
  const { where } = spot;
  const isName = !step.startsWith("[");
  return {
    ...spot,
    where: where === "" ? step : where.endsWith(" ") || !isName ? `${where}${step}` : `${where}.${step}`,
  };
}
