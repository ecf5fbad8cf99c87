/** A person who signed in, for servers whose rights a test gives itself. */
import type { UserCaller } from "../../src/core/access/caller.ts";

export const MONA: UserCaller = {
  kind: "user",
  userId: 1,
  sessionId: 1,
  hostId: 1,
  hostname: "github.com",
  accountId: 1,
  login: "mona",
};
