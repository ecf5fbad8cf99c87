/** How many places are still marked as git marks conflicts. */
export function clashesIn(text: string): number {
  return text.match(/^<<<<<<< /gm)?.length ?? 0;
}
