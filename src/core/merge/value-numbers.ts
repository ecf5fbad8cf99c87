/** Numbers of values by what they consist of: equal numbers, equal values. Shared by all texts that are compared. */
export interface ValueNumbers {
  readonly ids: Map<string, number>;
  readonly signatures: string[];
}

export function makeValueNumbers(): ValueNumbers {
  return { ids: new Map(), signatures: [] };
}

/** A string, however it is written. */
export function numberString(numbers: ValueNumbers, value: string): number {
  return numberOf(numbers, STRING + value);
}

/** Any other scalar, by its token. */
export function numberScalar(numbers: ValueNumbers, token: string): number {
  return numberOf(numbers, `=${token}`);
}

/** The order of a map's members does not count. */
export function numberMap(
  numbers: ValueNumbers,
  properties: string,
  members: Iterable<readonly [key: string, id: number]>,
): number {
  const signed = Array.from(members, ([key, id]) => `${id}:${key.length}:${key}`).toSorted();
  return numberOf(numbers, `{${properties}{${signed.join("")}`);
}

export function numberList(numbers: ValueNumbers, properties: string, ids: readonly number[]): number {
  return numberOf(numbers, `[${properties}[${ids.join()}`);
}

/** One text for equal values: what maps call their members. */
export function signatureOf(numbers: ValueNumbers, id: number): string {
  return numbers.signatures[id] ?? "";
}

/** The value of a string; null for what is none. */
export function stringOf(numbers: ValueNumbers, id: number): string | null {
  const signature = signatureOf(numbers, id);
  return signature.startsWith(STRING) ? signature.slice(STRING.length) : null;
}

const STRING = '"';

function numberOf({ ids, signatures }: ValueNumbers, signature: string): number {
  const known = ids.get(signature);
  if (known !== undefined) return known;
  const id = signatures.length;
  ids.set(signature, id);
  signatures.push(signature);
  return id;
}
