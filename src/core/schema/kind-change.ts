export interface KindChange {
  readonly before: string;
  readonly after: string;
}

/** Versions of one specification are one kind; a text that is not recognised says nothing. */
export function changeOfKind(before: string | null, after: string | null): KindChange | null {
  if (before === null || after === null) return null;
  return familyOf(before) === familyOf(after) ? null : { before, after };
}

function familyOf(kind: string): string {
  return kind.replace(/-[\d.]+$/, "");
}
