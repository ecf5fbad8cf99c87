import { expect, test } from "vitest";
import { UserRights } from "../../src/access/user-rights.ts";
import { SessionEnded } from "../../src/core/access/access-port.ts";
import type { UserCaller } from "../../src/core/access/caller.ts";
import type { UserGitHub } from "../../src/core/access/user-github-port.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { type ASignIn, aSignIn } from "../support/a-sign-in.ts";
import { anAccount } from "../support/an-oauth-github.ts";

async function aCaller({ browser, sessions }: ASignIn): Promise<UserCaller> {
  const mona = browser();
  await mona.signIn(anAccount());
  const caller = await sessions.callerOf(mona.cookies.get("__Host-lockstep") ?? "");
  if (caller === null) throw new Error("Nobody was signed in.");
  return caller;
}

/** Whose token GitHub does not take. */
function rightsOf(
  { parts, sessions }: ASignIn,
  taken: (accessToken: string) => Promise<boolean>,
): UserRights {
  const github: UserGitHub = {
    async installations({ accessToken }) {
      if (await taken(accessToken)) return [];
      throw new GitHubFailure({ kind: "unauthorized" });
    },
    repositories: () => Promise.reject(new Error("not asked")),
    administers: () => Promise.reject(new Error("not asked")),
  };
  const { store, now } = parts;
  return new UserRights({ store, now, github, userTokenOf: (caller) => sessions.tokenOf(caller) });
}

test("a token that GitHub takes no more ends the session", async () => {
  const signIn = await aSignIn();
  const caller = await aCaller(signIn);
  const rights = rightsOf(signIn, async () => false);
  await expect(rights.workspacesOf(caller)).rejects.toThrow(SessionEnded);
  expect(await signIn.sessions.tokenOf(caller)).toBeNull();
});

test("a token that was renewed while it was on its way ends nothing", async () => {
  const signIn = await aSignIn();
  const { clock, sessions } = signIn;
  const caller = await aCaller(signIn);
  const rights = rightsOf(signIn, async (accessToken) => {
    if (accessToken !== "ghu_planted1") return true;
    await clock.pass(8 * 3_600_000);
    await sessions.tokenOf(caller);
    return false;
  });
  expect(await rights.workspacesOf(caller)).toEqual(new Set());
  expect(await sessions.tokenOf(caller)).toMatchObject({ accessToken: "ghu_planted2" });
});
