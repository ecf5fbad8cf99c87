/**
 * The longest common subsequence of two sequences of numbers, by E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations" (1986), in linear space: quick where the two are much alike, whatever their length.
 *
 * The work is bounded: once the budget is spent, what was not compared yet counts as different. So every answer is a true
 * matching (equal elements, in order on both sides); only the finest one is not promised.
 */

/** Shared by all comparisons of one merge; counts down. */
export interface MatchBudget {
  steps: number;
}

interface Box {
  readonly aFrom: number;
  readonly aTo: number;
  readonly bFrom: number;
  readonly bTo: number;
}

interface Comparison {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly matches: Int32Array;
  readonly budget: MatchBudget;
  /** How far each diagonal was followed, from the front and from the back; room for the largest box. */
  readonly front: Int32Array;
  readonly back: Int32Array;
}

/** For each element of `a` the index of its equal in `b`, or -1. */
export function matchSequences(a: Int32Array, b: Int32Array, budget: MatchBudget): Int32Array {
  const aShared = sharedPlaces(a, b);
  const bShared = sharedPlaces(b, a);
  const found = matchAll(
    aShared.map((index) => a[index] ?? 0),
    bShared.map((index) => b[index] ?? 0),
    budget,
  );
  const matches = new Int32Array(a.length).fill(-1);
  for (const [at, match] of found.entries()) {
    if (match !== -1) matches[aShared[at] ?? 0] = bShared[match] ?? -1;
  }
  return matches;
}

/** What one side alone has can have no match, and would only cost steps. */
function sharedPlaces(one: Int32Array, other: Int32Array): Int32Array {
  const known = new Set(other);
  return Int32Array.from(one.keys()).filter((index) => known.has(one[index] ?? 0));
}

function matchAll(a: Int32Array, b: Int32Array, budget: MatchBudget): Int32Array {
  const matches = new Int32Array(a.length).fill(-1);
  const room = a.length + b.length + 3;
  const front = new Int32Array(2 * room);
  const back = new Int32Array(2 * room);
  const comparison: Comparison = { a, b, matches, budget, front, back };
  const boxes: Box[] = [{ aFrom: 0, aTo: a.length, bFrom: 0, bTo: b.length }];
  for (let next = boxes.pop(); next !== undefined; next = boxes.pop()) {
    const box = matchEnds(comparison, next);
    if (box.aFrom === box.aTo || box.bFrom === box.bTo) continue;
    const point = middleOf(comparison, box);
    if (point === null) continue;
    const aMiddle = box.aFrom + point.x;
    const bMiddle = box.bFrom + point.y;
    boxes.push({ ...box, aTo: aMiddle, bTo: bMiddle }, { ...box, aFrom: aMiddle, bFrom: bMiddle });
  }
  return matches;
}

function matchEnds({ a, b, matches }: Comparison, box: Box): Box {
  let { aFrom, aTo, bFrom, bTo } = box;
  while (aFrom < aTo && bFrom < bTo && a[aFrom] === b[bFrom]) matches[aFrom++] = bFrom++;
  while (aFrom < aTo && bFrom < bTo && a[aTo - 1] === b[bTo - 1]) matches[--aTo] = --bTo;
  return { aFrom, aTo, bFrom, bTo };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a shortest path of edits is half done, within the box; null where the budget ends before. */
function middleOf(comparison: Comparison, box: Box): Point | null {
  const width = box.aTo - box.aFrom;
  const height = box.bTo - box.bFrom;
  const origin = (comparison.front.length >> 1) - 1;
  comparison.front[origin + 1] = 0;
  comparison.back[origin + 1] = 0;
  const most = Math.ceil((width + height) / 2);
  for (let edits = 0; edits <= most; edits++) {
    const sweep: Sweep = { comparison, box, width, height, origin, edits };
    const point = followFront(sweep) ?? followBack(sweep);
    if (point !== null) return isProgress(point, width, height) ? point : null;
    if (comparison.budget.steps <= 0) return null;
  }
  return null;
}

function isProgress({ x, y }: Point, width: number, height: number): boolean {
  return (x > 0 || y > 0) && (x < width || y < height);
}

interface Sweep {
  readonly comparison: Comparison;
  readonly box: Box;
  readonly width: number;
  readonly height: number;
  readonly origin: number;
  readonly edits: number;
}

function followFront({ comparison, box, width, height, origin, edits }: Sweep): Point | null {
  const { a, b, front, back, budget } = comparison;
  const skew = width - height;
  for (let k = lowest(edits, height); k <= edits - 2 * Math.max(0, edits - width); k += 2) {
    let x = furthest(front, origin + k, { isLow: k === -edits, isHigh: k === edits });
    const start = x;
    while (x < width && x - k < height && a[box.aFrom + x] === b[box.bFrom + x - k]) x++;
    front[origin + k] = x;
    budget.steps -= 1 + x - start;
    if (skew % 2 === 0 || x > width || x - k > height || Math.abs(k - skew) >= edits) continue;
    if (x + (back[origin + skew - k] ?? 0) >= width) return { x, y: x - k };
  }
  return null;
}

function followBack({ comparison, box, width, height, origin, edits }: Sweep): Point | null {
  const { a, b, front, back, budget } = comparison;
  const skew = width - height;
  for (let k = lowest(edits, height); k <= edits - 2 * Math.max(0, edits - width); k += 2) {
    let x = furthest(back, origin + k, { isLow: k === -edits, isHigh: k === edits });
    const start = x;
    while (x < width && x - k < height && a[box.aTo - 1 - x] === b[box.bTo - 1 - x + k]) x++;
    back[origin + k] = x;
    budget.steps -= 1 + x - start;
    if (skew % 2 !== 0 || x > width || x - k > height || Math.abs(skew - k) > edits) continue;
    if (x + (front[origin + skew - k] ?? 0) >= width) return { x: width - x, y: height - x + k };
  }
  return null;
}

function lowest(edits: number, height: number): number {
  return -(edits - 2 * Math.max(0, edits - height));
}

function furthest(
  reached: Int32Array,
  at: number,
  { isLow, isHigh }: { readonly isLow: boolean; readonly isHigh: boolean },
): number {
  const below = reached[at - 1] ?? 0;
  const above = reached[at + 1] ?? 0;
  return isLow || (!isHigh && below < above) ? above : below + 1;
}
