/** For tests of what has nothing to do with people who sign in. */
import type { ConfiguredHosts } from "../../src/core/access/configured-hosts.ts";
import type { SignIn } from "../../src/core/access/sign-in-port.ts";

export const NO_HOSTS: ConfiguredHosts = { list: () => [], find: () => null };

export const NO_SIGN_IN: SignIn = {
  begin: () => Promise.reject(new Error("Nobody signs in here.")),
  finish: () => Promise.reject(new Error("Nobody signs in here.")),
  signOut: () => Promise.reject(new Error("Nobody signs in here.")),
};
