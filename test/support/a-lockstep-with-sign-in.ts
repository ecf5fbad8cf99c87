/** A server whose people sign in with the sandbox's GitHub. */
import { ABrowser } from "./a-browser.ts";
import { type ALockstep, aLockstep, type Answer, configFor } from "./a-lockstep.ts";
import { aSeededSandbox } from "./a-seeded-sandbox.ts";
import { aFolder } from "./a-store.ts";
import type { Overrides } from "../../src/services.ts";

export interface ALockstepWithSignIn extends ALockstep {
  /** As browsers name it. */
  readonly url: string;
  /** Of one who is signed in, by a login of the sandbox. */
  readonly browserOf: (login: string) => Promise<ABrowser>;
  /** Below `/api/v1/workspaces/acme` where the address does not begin with `/`; with that one's session. */
  readonly as: (login: string) => Promise<CallAs>;
}

export type CallAs = (
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  address: string,
  payload?: object,
) => Promise<Answer>;

/** @param clientSecret left out: the one that the sandbox knows */
export async function aLockstepWithSignIn(
  overrides: Overrides = {},
  clientSecret?: string,
): Promise<ALockstepWithSignIn> {
  const folder = aFolder();
  const sandbox = await aSeededSandbox(folder);
  const { clientId, clientSecret: rightSecret } = sandbox.app;
  const oauth = { clientId, clientSecret: clientSecret ?? rightSecret };
  const hosts = configFor(sandbox, folder).hosts.map((host) => ({ ...host, oauth }));
  const lockstep = await aLockstep({ folder, sandbox, config: { hosts }, ...overrides });
  const address = lockstep.server.server.address();
  const url = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  sandbox.apps.configure({ callbackUrls: [`${url}/auth/callback`] });
  const browserOf = async (login: string): Promise<ABrowser> => {
    const browser = new ABrowser();
    const target = `${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`;
    const { text } = await browser.open(sandbox.users.loginLink(login, target));
    if (!text.includes(`Signed in as ${login}`)) throw new Error(text);
    return browser;
  };
  const as = async (login: string): Promise<CallAs> => {
    const browser = await browserOf(login);
    const headers = { cookie: browser.cookies("localhost"), "sec-fetch-site": "same-origin" };
    return (method, path, payload) =>
      lockstep.server.inject({
        method,
        url: path.startsWith("/") ? path : `/api/v1/workspaces/acme/${path}`,
        headers,
        ...(payload !== undefined && { payload }),
      });
  };
  return { ...lockstep, url, browserOf, as };
}
