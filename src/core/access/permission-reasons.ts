/** Why the App asks for each of its permissions, in the words that setup and the README share. */
export const PERMISSION_REASONS: Readonly<Record<string, string>> = {
  contents: "read linked files, commit saves",
  metadata: "list repositories and branches",
  checks: "not used yet: reports on schema files",
  pull_requests: "propose saves where a branch is protected (optional)",
  issues: "not used yet: one status issue a repository (optional)",
};
