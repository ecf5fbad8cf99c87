/** For people: whole minutes, at least one. */
export function minutes(ms: number): number {
  return Math.max(1, Math.round(ms / 60_000));
}
