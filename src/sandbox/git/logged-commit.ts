/** A commit of a history, with the paths that it changes. */
export interface LoggedCommit {
  readonly id: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: LoggedPerson;
  readonly committer: LoggedPerson;
  readonly message: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly modified: readonly string[];
}

export interface LoggedPerson {
  readonly name: string;
  readonly email: string;
  /** RFC 3339, with the person's own offset. */
  readonly date: string;
}

export interface LogRange {
  readonly from: readonly string[];
  /** Commits that can be reached from these are left out. */
  readonly without?: readonly string[];
  readonly limit?: number;
  readonly order?: "newest-first" | "oldest-first";
}
