/** The id of a row, as addresses have it. Null where it is no number: then it names nothing. */
export function rowIdIn(param: string | undefined): number | null {
  return param !== undefined && /^\d{1,15}$/.test(param) ? Number(param) : null;
}
