/** What changed between two texts of a document, in few words of ours: `+2 operations, -1, ~3`. Names of users are not in it. */

/** A part of a document by which people count: an operation, a type, a request. */
export interface Part {
  /** Equal where the part is. */
  readonly print: string;
  /** The part of the first group that it belongs to: where that is new or gone, this one is not counted by itself. */
  readonly within?: string;
}

export interface PartGroup {
  readonly one: string;
  readonly many: string;
  readonly parts: ReadonlyMap<string, Part>;
  /** True: changes are told only beside additions and removals. */
  readonly isQuiet?: boolean;
}

/** Groups that tell the most of all that changed; more would not be read. */
const MAX_GROUPS = 2;

/** Null where no part differs, or the texts have not the same groups. */
export function summarizeParts(before: readonly PartGroup[], after: readonly PartGroup[]): string | null {
  if (before.length !== after.length || before.some((group, index) => group.many !== after[index]?.many))
    return null;
  const outer = { before: before[0]?.parts ?? NONE, after: after[0]?.parts ?? NONE };
  const told = after.flatMap((group, index) => {
    const change = changeOf(before[index]?.parts ?? NONE, group.parts, outer);
    const words = wordsOf(group, change);
    return words === null ? [] : [words];
  });
  return told.length === 0 ? null : told.slice(0, MAX_GROUPS).join(", ");
}

type Parts = PartGroup["parts"];
const NONE: Parts = new Map();

interface Change {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
}

function changeOf(
  before: Parts,
  after: Parts,
  outer: { readonly before: Parts; readonly after: Parts },
): Change {
  const counts = (part: Part): boolean =>
    part.within === undefined || (outer.before.has(part.within) && outer.after.has(part.within));
  let added = 0;
  let removed = 0;
  let changed = 0;
  for (const [key, part] of after) {
    const former = before.get(key);
    if (former === undefined) added += counts(part) ? 1 : 0;
    else if (former.print !== part.print) changed += 1;
  }
  for (const [key, part] of before) removed += !after.has(key) && counts(part) ? 1 : 0;
  return { added, removed, changed };
}

function wordsOf(
  { one, many, isQuiet = false }: PartGroup,
  { added, removed, changed }: Change,
): string | null {
  const counts = [
    ["+", added],
    ["-", removed],
    ["~", isQuiet && added + removed === 0 ? 0 : changed],
  ] as const;
  const [first, ...more] = counts.filter(([, count]) => count > 0);
  if (first === undefined) return null;
  const [sign, count] = first;
  return [`${sign}${count} ${count === 1 ? one : many}`, ...more.map(([s, n]) => `${s}${n}`)].join(", ");
}
