/**
 * People credited by trailers, which GitHub shows as authors of the commit
 * (https://docs.github.com/en/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors).
 */
import { cutText, harmless } from "./harmless-text.ts";

/** An account, as GitHub gave it. */
export interface CoAuthor {
  /** GitHub's id of the account. */
  readonly accountId: number;
  readonly login: string;
  /** What the account calls itself: may hold anything. */
  readonly name: string | null;
}

const LOGIN = /^[\w-]{1,100}(?:\[bot\])?$/;
const MAX_NAME = 60;
const MAX_PEOPLE = 50;

/** One line a person, in order, each person once; a paragraph of their own, at the end of the message. */
export function coAuthorTrailers(people: readonly CoAuthor[], hostname: string): string {
  const unique = new Map(people.map((person) => [person.accountId, person]));
  return [...unique.values()]
    .filter(({ login }) => LOGIN.test(login))
    .slice(0, MAX_PEOPLE)
    .map((person) => `Co-authored-by: ${nameOf(person)} <${noreplyAddress(person, hostname)}>`)
    .join("\n");
}

/** An address that every account has and that tells nothing private; of a server of one's own it is below its name. */
function noreplyAddress({ accountId, login }: CoAuthor, hostname: string): string {
  return `${accountId}+${login}@users.noreply.${hostname.replace(/:\d+$/, "")}`;
}

/** Git ends a name at `<`, and drops signs at its ends. */
function nameOf({ name, login }: CoAuthor): string {
  const clean = harmless((name ?? "").replace(/[<>"\\]/g, " ")).replace(/^[\p{P}\p{S}\s]+|[,:;'\s]+$/gu, "");
  return clean === "" ? login : cutText(clean, MAX_NAME);
}
