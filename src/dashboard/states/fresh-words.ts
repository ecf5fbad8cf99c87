/** Of what came on top of a list; the API tells a page at once. */
export function freshWords(count: number, hasMore: boolean): string {
  return `Show ${count}${hasMore ? " or more" : ""} new`;
}
