/** Judges a commit by the repository's rules, as GitHub would. */
import type { RuleViolation } from "./refusals.ts";
import type { RepositoryRecord } from "./state.ts";

export interface JudgedFile {
  readonly path: string;
  readonly content: Buffer;
}

/** Null: the App may commit these files onto the branch. */
export function findViolation(
  repository: RepositoryRecord,
  branch: string,
  files: readonly JudgedFile[],
): RuleViolation | null {
  const { rules } = repository;
  if (rules.protectedBranches.includes(branch)) return { kind: "classic", branch };
  if (rules.rulesetBranches.includes(branch)) return { kind: "ruleset", branch };
  for (const file of files) {
    const rule = brokenPushRule(repository, file);
    if (rule !== null) return { kind: "push-rule", rule, path: file.path };
    if (rules.secrets.some((secret) => file.content.includes(secret)))
      return { kind: "secret", path: file.path };
  }
  return null;
}

function brokenPushRule({ rules }: RepositoryRecord, file: JudgedFile): string | null {
  if (rules.blockedPaths.some((prefix) => file.path.startsWith(prefix))) return "File path restricted.";
  if (rules.blockedExtensions.some((ending) => file.path.endsWith(ending)))
    return "File extension restricted.";
  if (rules.maxFileBytes !== null && file.content.length > rules.maxFileBytes)
    return "File size limit exceeded.";
  return null;
}
