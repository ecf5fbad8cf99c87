/** Check runs: how a commit is told, on GitHub, what Lockstep thinks of it. */
import type { CommitId } from "../git/object-id.ts";
import type { RepositoryAddress } from "./github-port.ts";

export interface CheckAnnotation {
  readonly path: string;
  readonly line: number;
  readonly level: "failure" | "warning" | "notice";
  readonly message: string;
}

export interface CheckReport {
  readonly head: CommitId;
  /** One run of a name stands at a commit: told again, it is changed. */
  readonly name: string;
  readonly conclusion: "success" | "failure" | "neutral" | "action_required";
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  /** At most 50. */
  readonly annotations: readonly CheckAnnotation[];
}

export interface CheckRun {
  /** GitHub's id. */
  readonly id: number;
  readonly url: string | null;
}

export interface CheckGitHub {
  /**
   * Makes the check run, or changes the one that is known. `unknown`: one may be there already, from a request whose answer was
   * lost: it is looked for.
   */
  reportCheck(
    repository: RepositoryAddress,
    report: CheckReport,
    known: number | "none" | "unknown",
  ): Promise<CheckRun>;
}
