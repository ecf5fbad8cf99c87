/** Names of what is kept: whatever may change in a workspace begins alike, so that it can be read again together. */

export function workspaceKey(workspace: string): readonly string[] {
  return ["workspace", workspace];
}

export function keyIn(workspace: string, ...parts: readonly unknown[]): readonly unknown[] {
  return [...workspaceKey(workspace), ...parts];
}
