/** Why the App asks for each of its permissions, in the words that setup and the README share. */
export const PERMISSION_REASONS: Readonly<Record<string, string>> = {
  contents: "read linked files, commit saves",
  metadata: "list repositories and branches",
  checks: "report on the config file, and on branches with links that need somebody (optional)",
  pull_requests: "propose saves where a branch is protected (optional)",
  issues: "one status issue a repository, where the workspace wants it (optional)",
};
