/** Accounts by login: https://docs.github.com/en/rest/users/users#get-a-user */
import type { ProbotOctokit } from "probot";
import { isFields } from "../core/fields.ts";
import type { UserRecord } from "../core/sync/github-port.ts";
import { numberAt, textAt, textOrNull, unexpectedAnswer } from "./answer.ts";
import { statusOf } from "./failure-of.ts";

/** Null where no account has the login. */
export async function user(octokit: ProbotOctokit, login: string): Promise<UserRecord | null> {
  try {
    const { data } = await octokit.request("GET /users/{username}", { username: login });
    if (!isFields(data)) throw unexpectedAnswer("user");
    const type = textAt(data, "type");
    return {
      accountId: numberAt(data, "id"),
      login: textAt(data, "login"),
      name: textOrNull(data, "name"),
      isAuthor: type === "User" || type === "Bot",
    };
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
