/** A schema's own place in its repository, and the files there that it may refer to: all that a checker reads. */
import type { MemberFault } from "./reach.ts";

export interface SchemaFiles {
  /** Of the schema itself. */
  readonly path: string;
  readonly members: ReadonlyMap<string, Uint8Array>;
  /** Paths that are referred to and are no text. */
  readonly faults: ReadonlyMap<string, MemberFault>;
}

/** What a person is told of a file that is not read. @param fault undefined: it lies beyond the limits, or has not been looked at */
export function describeFault(path: string, fault: MemberFault | undefined): string {
  const name = `\`${path}\``;
  switch (fault) {
    case "absent":
      return `There is no file ${name} in the repository.`;
    case "symlink":
      return `${name} is a symbolic link, which is not followed: refer to the file itself.`;
    case "submodule":
      return `${name} is a submodule, whose files are not read.`;
    case "path_taken":
      return `${name} is a directory: refer to a file in it.`;
    case "not_text":
      return `${name} is not text in UTF-8.`;
    case "too_large":
    case undefined:
      return `${name} is not read; what it holds is not checked.`;
  }
}
