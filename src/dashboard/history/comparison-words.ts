/** What a comparison found, as people are told it. */
import type { Comparison } from "../api/contract.ts";
import { maskAddress } from "../secrets/looks-secret.ts";

export type Change = NonNullable<Comparison["changes"]>[number];
export type Level = NonNullable<Change["level"]>;

const LEVELS: readonly Level[] = ["breaking", "dangerous", "compatible"];

export const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  breaking: "Breaking",
  dangerous: "Dangerous",
  compatible: "Compatible",
};

const UNNAMED_WORDS: Readonly<Record<NonNullable<Comparison["unnamed"]>, string>> = {
  kind: "Changes are named for OpenAPI, AsyncAPI, GraphQL and Postman collections. Of this kind, the text below tells what changed.",
  kinds: "The two revisions are of different kinds, so what changed has no names; the text below tells it.",
  unread:
    "One of the two cannot be read for its errors, so what changed has no names; the text below tells it.",
  effort: "To compare them takes more than it may; the text below tells what changed.",
};

/** Those that there are, the worst first. @param comparison null: not known */
export function levelCounts(
  comparison: Pick<Comparison, Level> | null,
): readonly { readonly level: Level; readonly count: number }[] {
  if (comparison === null) return [];
  return LEVELS.map((level) => ({ level, count: comparison[level] })).filter(({ count }) => count > 0);
}

/** Why no change is listed, or not every one; null where all is told. */
export function limitWords({ unnamed, changes, text, cut }: Comparison): string | null {
  if (unnamed !== null) return UNNAMED_WORDS[unnamed];
  if (cut) return "There are more changes than are listed here; the text below has all of them.";
  if (changes?.length !== 0) return null;
  if (text !== null && text.added + text.removed === 0) return "The two are the same, letter by letter.";
  return "Nothing that is used differs: only the way it is written, or what is said about it.";
}

export function lineCounts(text: Comparison["text"]): string | null {
  if (text === null) return null;
  const { added, removed } = text;
  return `${added} ${added === 1 ? "line" : "lines"} added, ${removed} removed`;
}

/** Requests and responses are judged apart, and so said apart; collections, which have no level, hold requests alone. */
export function directionOf({ code, level }: Change): "request" | "response" | null {
  if (level === null) return null;
  if (code.startsWith("request-")) return "request";
  return code.startsWith("response-") ? "response" : null;
}

/** An address may hold a secret. */
export function messageOf({ code, message }: Pick<Change, "code" | "message">): string {
  return code === "url-changed"
    ? message
        .split(/(?<=") to (?=")/)
        .map(maskAddress)
        .join(" to ")
    : message;
}

export interface PartChanges {
  readonly part: string;
  readonly changes: readonly Change[];
}

/** As they come, those of one part together: collections are told by request. */
export function byPart(changes: readonly Change[]): readonly PartChanges[] {
  const parts = Map.groupBy(changes, ({ part }) => part);
  return [...parts].map(([part, own]) => ({ part, changes: own }));
}
