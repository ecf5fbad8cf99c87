/** What the App asks for on GitHub, as app.yml has it, and what it is for. */
export interface Permission {
  /** As GitHub's manifest calls it. */
  readonly name: string;
  readonly access: "read" | "write";
  /** As GitHub's pages call it. */
  readonly title: string;
  readonly why: string;
  /** Without it everything else works. */
  readonly isOptional: boolean;
}

export const PERMISSIONS: readonly Permission[] = [
  {
    name: "contents",
    access: "write",
    title: "Contents",
    why: "reads the files that are connected, and commits what is saved here",
    isOptional: false,
  },
  {
    name: "metadata",
    access: "read",
    title: "Metadata",
    why: "lists the repositories and branches to choose from",
    isOptional: false,
  },
  {
    name: "checks",
    access: "write",
    title: "Checks",
    why: "reports on schemas and on the config file, at the commits that change them",
    isOptional: false,
  },
  {
    name: "pull_requests",
    access: "write",
    title: "Pull requests",
    why: "proposes a save where the branch takes no commits",
    isOptional: true,
  },
  {
    name: "issues",
    access: "write",
    title: "Issues",
    why: "keeps one issue a repository on what is wrong, where that is switched on",
    isOptional: true,
  },
];

export const OUT_OF_REACH = [
  "Repositories that the installation does not name, and accounts that it is not installed on.",
  "Workflows: it has no right to change anything below .github/workflows, and makes no file below .github.",
  "Secrets, settings, members, and who may do what.",
  "Your account: it knows your login and which repositories you can open, to show you those alone.",
] as const;
