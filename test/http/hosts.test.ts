/** The GitHub servers, and where their Apps are installed. */
import { expect, test } from "vitest";
import type { ConfiguredHost } from "../../src/core/access/configured-hosts.ts";
import type { SetUpApp } from "../../src/core/access/setup-port.ts";
import { MONA } from "../support/a-caller.ts";
import { adminAccess } from "../support/an-access.ts";
import { ADMIN_TOKEN, type AnApi, anApi } from "../support/an-api.ts";
import { NO_SETUP } from "../support/no-setup.ts";

function aHost(id: number, hostname: string): ConfiguredHost {
  const webUrl = `https://${hostname}`;
  return { id, hostname, isFirst: id === 1, webUrl, apiUrl: `${webUrl}/api/v3`, oauth: null };
}

const SET_UP: SetUpApp = {
  hostname: "ghe.example.com",
  appUrl: "https://ghe.example.com/github-apps/lockstep",
  hasWebhook: true,
};

const SIGNED_IN = { cookie: "lockstep=mona" };

/** Two hosts: one of the environment, one of setup. GitHub says where the App of the first is. */
async function twoHosts(page: string | null): Promise<AnApi & { readonly asked: readonly string[] }> {
  const list = [aHost(1, "github.com"), aHost(2, "ghe.example.com")];
  const asked: string[] = [];
  const api = await anApi({
    hosts: { list: () => list, find: (name) => list.find(({ hostname }) => hostname === name) ?? null },
    setup: { ...NO_SETUP, app: (hostname) => (hostname === SET_UP.hostname ? SET_UP : null) },
    appPages: {
      async pageOf(hostname) {
        asked.push(hostname);
        return page;
      },
    },
    access: adminAccess(ADMIN_TOKEN, {
      callerOfSession: async () => MONA,
      callerOfToken: async () => ({
        kind: "token",
        tokenId: 1,
        name: "CI",
        workspaceId: 1,
        scopes: ["read"],
        document: null,
      }),
    }),
  });
  return { ...api, asked };
}

const FIRST = {
  hostname: "github.com",
  webUrl: "https://github.com",
  installUrl: "https://github.com/apps/lockstep/installations/new",
};
const SECOND = {
  hostname: "ghe.example.com",
  webUrl: "https://ghe.example.com",
  installUrl: "https://ghe.example.com/github-apps/lockstep/installations/new",
};

test("each tells where its App is installed, whether setup or the environment configured it", async () => {
  const { call, asked } = await twoHosts("https://github.com/apps/lockstep");
  expect((await call("GET", "/api/v1/hosts")).json()).toEqual({ items: [FIRST, SECOND], next: null });
  expect(asked).toEqual(["github.com"]);
});

test("one whose GitHub does not say it is told all the same", async () => {
  const { call } = await twoHosts(null);
  expect((await call("GET", "/api/v1/hosts")).json().items).toEqual([{ ...FIRST, installUrl: null }, SECOND]);
});

test("who signed in is told of the server where they did, a program of its workspace's", async () => {
  const { call, server } = await twoHosts("https://github.com/apps/lockstep");
  const own = await server.inject({ url: "/api/v1/hosts", headers: SIGNED_IN });
  expect(own.json().items).toEqual([FIRST]);
  const headers = { authorization: "Bearer of-a-program" };
  expect((await call("GET", "/api/v1/hosts", { headers })).json().items).toEqual([FIRST]);
});

test("nothing is asked of GitHub to tell who is asking", async () => {
  const { server, asked } = await twoHosts("https://github.com/apps/lockstep");
  const answer = await server.inject({ url: "/api/v1/me", headers: SIGNED_IN });
  expect(answer.json()).toMatchObject({ kind: "user", login: "mona" });
  expect(asked).toEqual([]);
});
