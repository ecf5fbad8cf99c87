/** What goes to the process that checks a document, and what it answers. */
import type { SchemaFormat, SchemaKind } from "../core/schema/detection.ts";
import type { SchemaFiles } from "../core/schema/closure/schema-files.ts";
import type { DocumentCheck } from "../core/schema/document-check.ts";
import type { Problem } from "../core/sync/model.ts";

export interface CheckAnswer extends DocumentCheck {
  /** Null where the document is not recognised, or the check itself failed. */
  readonly kind: SchemaKind | null;
  readonly format: SchemaFormat | null;
  /** The title that the document gives itself, for naming an API. */
  readonly name: string | null;
  /** At most 200, in the order of the text. */
  readonly problems: readonly Problem[];
  /** False where the check came to no end (time, memory, crash): the document may be checked again. */
  readonly completed: boolean;
}

/** A document, with the files that it may refer to. */
export interface CheckMessage {
  readonly content: Uint8Array;
  readonly files: SchemaFiles | undefined;
}

const MAX_PROBLEMS = 200;
const MAX_MESSAGE = 500;

/** Errors go before warnings where not all have room; what stays is in the order of the text, the document's own first. */
export function limitProblems(found: readonly Problem[]): readonly Problem[] {
  const errorsFirst = [...found.filter(isError), ...found.filter((problem) => !isError(problem))];
  return errorsFirst
    .slice(0, MAX_PROBLEMS)
    .map((problem) => ({ ...problem, message: cut(problem.message) }))
    .toSorted(
      (one, other) =>
        compare(one.path ?? "", other.path ?? "") || one.line - other.line || one.column - other.column,
    );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

export function isError(problem: Problem): boolean {
  return problem.severity === "error";
}

function cut(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE - 1)}…`;
}

/** A problem of the whole document. */
export function problemOfAll(rule: string, message: string): Problem {
  return { line: 1, column: 1, severity: "error", message, rule };
}

/** The answer where the check came to no end. */
export function failedCheck(rule: CheckFailure, message: string): CheckAnswer {
  const problems = [problemOfAll(rule, message)];
  return { kind: null, format: null, name: null, valid: false, problems, completed: false };
}

export type CheckFailure =
  | "check_timeout"
  | "check_memory"
  | "check_crashed"
  | "check_busy"
  | "check_stopped";
