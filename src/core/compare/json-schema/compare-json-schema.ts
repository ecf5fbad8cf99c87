/**
 * Two JSON Schemas, by the rules of OpenAPI's. Nothing says whether values of it are written or read by who depends on it: what would
 * break both is breaking, what would break either is dangerous.
 */
import { bySeverity, type ChangeLevel, type Comparison, type FoundChange, type Pair } from "../change.ts";
import { ComparisonRun } from "../comparison-run.ts";
import { countGroup } from "../count-parts.ts";
import { childOf, type DocumentNode, entriesOf } from "../document-node.ts";
import { compareSchemas } from "../schema/compare-schemas.ts";

export function compareJsonSchema(roots: Pair<unknown>, maxSteps?: number): Comparison {
  const run = new ComparisonRun(roots, maxSteps);
  for (const direction of ["request", "response"] as const) {
    const owner = run.own("schema", false);
    const spot = { run, owner, direction, where: "", isText: false, isIdle: false };
    compareSchemas({ from: run.from.root, to: run.to.root, spot });
  }
  run.drain();
  const changes = bothDirections(run.changes());
  const { one, many, added, removed, changed } = countGroup(run, {
    one: "property",
    many: "properties",
    parts: { from: propertiesOf(run.from.root), to: propertiesOf(run.to.root) },
    isShared: false,
  });
  return { counts: [{ one, many, added, removed, changed }], changes, isCut: run.isCut };
}

function propertiesOf(root: DocumentNode): ReadonlyMap<string, DocumentNode> {
  return new Map(entriesOf(childOf(root, "properties")));
}

const DIRECTION = /^(?:request|response)-/;

/** What was found in both is one change, in the words of the worse. */
function bothDirections(found: readonly FoundChange[]): readonly FoundChange[] {
  const alike = Map.groupBy(found, ({ code, part, at }) =>
    JSON.stringify([code.replace(DIRECTION, ""), part, at.side, at.pointer]),
  );
  return [...alike.values()].flatMap((changes) => {
    if (isPair(changes)) return [asOne(changes)];
    // Several of a kind in one place, such as values of one list.
    return [...Map.groupBy(changes, ({ message }) => message).values()].map(asOne);
  });
}

function isPair(changes: readonly FoundChange[]): boolean {
  const [one, other, ...more] = changes.map(({ code }) => DIRECTION.exec(code)?.[0]);
  return one !== other && other !== undefined && more.length === 0;
}

function asOne(changes: readonly FoundChange[]): FoundChange {
  const level = levelOf(changes.map((change) => change.level));
  const [worst] = changes.toSorted(bySeverity);
  if (worst === undefined) throw new Error("There is no change to tell.");
  return { ...worst, code: worst.code.replace(DIRECTION, ""), level, why: WHY[level] };
}

const WHY: Readonly<Record<ChangeLevel, string>> = {
  breaking: "Who writes such values may be refused, and who reads them may get what they do not expect.",
  dangerous: "It may break who writes such values, or who reads them.",
  compatible: "Neither who writes such values nor who reads them is hindered.",
};

function levelOf(levels: readonly (ChangeLevel | null)[]): ChangeLevel {
  if (levels.every((level) => level === "compatible")) return "compatible";
  return levels.length > 1 && levels.every((level) => level === "breaking") ? "breaking" : "dangerous";
}
