/** Where an App's own page is, asked of its GitHub and remembered. */
import { expect, test, vi } from "vitest";
import { makeAppPages } from "../../src/github/app-pages.ts";
import { makeClients } from "../../src/github/clients.ts";
import type { AppPages } from "../../src/core/access/app-pages-port.ts";
import { aProbot, type PlayedHost, playHost } from "../support/github-replies.ts";

const HOUR_MS = 3_600_000;

interface Scene {
  readonly host: PlayedHost;
  readonly pages: AppPages;
  readonly at: (now: number) => void;
}

function aScene(patienceMs = 10_000): Scene {
  const host = playHost({ withToken: false });
  let time = 0;
  const clients = makeClients(new Map([["github.com", aProbot()]]));
  return {
    host,
    pages: makeAppPages(clients, { now: () => time, patienceMs }),
    at(now) {
      time = now;
    },
  };
}

function anApp(slug: string): object {
  return { name: slug, slug, html_url: `https://github.com/apps/${slug}`, permissions: {}, events: [] };
}

test("is asked once for all, and again when the App may have been renamed", async () => {
  const { host, pages, at } = aScene();
  host.scope.get("/app").reply(200, anApp("lockstep"));
  const both = await Promise.all([pages.pageOf("github.com"), pages.pageOf("github.com")]);
  at(HOUR_MS - 1);
  expect([...both, await pages.pageOf("github.com")]).toEqual(
    Array.from({ length: 3 }, () => "https://github.com/apps/lockstep"),
  );
  host.scope.get("/app").reply(200, anApp("in-step"));
  at(HOUR_MS);
  expect(await pages.pageOf("github.com")).toBe("https://github.com/apps/in-step");
});

test("is not known where GitHub refuses, which is not asked again for a minute", async () => {
  const { host, pages, at } = aScene();
  host.scope.get("/app").reply(401, { message: "A JSON web token could not be decoded" });
  expect(await pages.pageOf("github.com")).toBeNull();
  at(59_999);
  expect(await pages.pageOf("github.com")).toBeNull();
  host.scope.get("/app").reply(200, anApp("lockstep"));
  at(60_000);
  expect(await pages.pageOf("github.com")).toBe("https://github.com/apps/lockstep");
});

test("is waited for a while alone, and remembered where it comes later", async () => {
  const { host, pages } = aScene(0);
  host.scope.get("/app").reply(200, anApp("lockstep"));
  expect(await pages.pageOf("github.com")).toBeNull();
  await vi.waitFor(async () => {
    expect(await pages.pageOf("github.com")).toBe("https://github.com/apps/lockstep");
  });
});

test("is nothing but a page", async () => {
  const { host, pages } = aScene();
  host.scope.get("/app").reply(200, { ...anApp("lockstep"), html_url: "javascript:alert(1)" });
  expect(await pages.pageOf("github.com")).toBeNull();
});
