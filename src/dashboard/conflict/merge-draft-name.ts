/** Under which a merged text is kept until it is saved. */
export function mergeDraftName(workspace: string, link: number): string {
  return `merge/${workspace}/${link}`;
}
