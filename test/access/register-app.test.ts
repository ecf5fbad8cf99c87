import { expect, test } from "vitest";
import { type NewHost, registerApp, type RegistrationParts } from "../../src/access/register-app.ts";
import type { Registration, RegistrationFailure } from "../../src/core/access/setup-port.ts";
import { type Failure, GitHubFailure } from "../../src/core/retry/failure.ts";

const REGISTRATION: Registration = {
  server: { hostname: "github.example.com", protocol: "https" },
  hasWebhook: true,
};
const APP_URL = "https://github.example.com/github-apps/lockstep";

interface Steps {
  readonly parts: RegistrationParts;
  /** What was done, in order. */
  readonly done: string[];
  readonly kept: NewHost[];
}

function steps(
  overrides: Partial<RegistrationParts> = {},
  webhookSecret: string | null = "s".repeat(40),
): Steps {
  const done: string[] = [];
  const kept: NewHost[] = [];
  const parts: RegistrationParts = {
    isConfigured: () => false,
    convert: async () => {
      done.push("convert");
      return {
        appId: 7,
        slug: "lockstep",
        htmlUrl: APP_URL,
        privateKey: "a key",
        webhookSecret,
        oauth: { clientId: "Iv1.a", clientSecret: "b" },
      };
    },
    keep: async (host) => {
      done.push(host === null ? "try to keep" : "keep");
      if (host !== null) kept.push(host);
    },
    addHost: async () => void done.push("add"),
    setWebhookSecret: async () => void done.push("tell"),
    log: { warn: () => undefined, error: () => undefined },
    ...overrides,
  };
  return { parts, done, kept };
}

test("keeps the App durably before anything works with it, and tells GitHub nothing that it knows", async () => {
  const { parts, done, kept } = steps();
  expect(await registerApp(parts, REGISTRATION, "code")).toEqual({
    hostname: "github.example.com",
    appUrl: APP_URL,
    hasWebhook: true,
    hasWebhookSecret: true,
  });
  expect(done).toEqual(["try to keep", "convert", "keep", "add"]);
  expect(kept[0]).toMatchObject({ appId: 7, webhookSecret: "s".repeat(40), appUrl: APP_URL });
});

test("makes the webhook's secret where GitHub has none, and tells it only where there is a webhook", async () => {
  const withHook = steps({}, null);
  await registerApp(withHook.parts, REGISTRATION, "code");
  expect(withHook.done.at(-1)).toBe("tell");
  expect(withHook.kept[0]?.webhookSecret).toMatch(/^[\w-]{43}$/);
  const polling = steps({}, null);
  await registerApp(polling.parts, { ...REGISTRATION, hasWebhook: false }, "code");
  expect(polling.done.at(-1)).toBe("add");
});

test("goes on where GitHub does not take the secret, and says so", async () => {
  const refused = new GitHubFailure({ kind: "not_found" });
  const { parts } = steps({ setWebhookSecret: () => Promise.reject(refused) }, null);
  expect(await registerApp(parts, REGISTRATION, "code")).toMatchObject({ hasWebhookSecret: false });
});

test.each<[Failure, RegistrationFailure]>([
  [{ kind: "not_found" }, "code_refused"],
  [{ kind: "unexpected", status: 422, message: "Validation failed" }, "code_refused"],
  [{ kind: "unexpected", status: 200, message: "no pem" }, "unusable"],
  [{ kind: "unreachable", detail: "timeout" }, "unanswered"],
  [{ kind: "server_error", status: 502 }, "unanswered"],
  [{ kind: "rate_limited", scope: "primary", retryAt: null }, "unanswered"],
])("where GitHub answers %j the reason is %s, and nothing is kept", async (failure, reason) => {
  const { parts, kept } = steps({ convert: () => Promise.reject(new GitHubFailure(failure)) });
  await expect(registerApp(parts, REGISTRATION, "code")).rejects.toMatchObject({ reason, appUrl: null });
  expect(kept).toEqual([]);
});

test("names the App where it could not be kept, and does not work with it", async () => {
  const { parts, done } = steps({
    keep: (host) => (host === null ? Promise.resolve() : Promise.reject(new Error("ENOSPC"))),
  });
  const failed = { reason: "not_kept", appUrl: APP_URL };
  await expect(registerApp(parts, REGISTRATION, "code")).rejects.toMatchObject(failed);
  expect(done).toEqual(["convert"]);
});

test("spends no code where the host has an App, or where nothing can be written", async () => {
  const configured = steps({ isConfigured: () => true });
  await expect(registerApp(configured.parts, REGISTRATION, "code")).rejects.toMatchObject({
    reason: "configured",
  });
  const unwritable = steps({ keep: () => Promise.reject(new Error("EROFS")) });
  await expect(registerApp(unwritable.parts, REGISTRATION, "code")).rejects.toMatchObject({
    reason: "not_writable",
  });
  expect([...configured.done, ...unwritable.done]).toEqual([]);
});

test.each([
  ["https://github.example.com/github-apps/other/", "https://github.example.com/github-apps/other"],
  ["https://evil.example/github-apps/lockstep", APP_URL],
  ["http://github.example.com/github-apps/lockstep", APP_URL],
  ["javascript:alert(1)", APP_URL],
  [null, APP_URL],
])("links to the App only where it is on that very server (%s)", async (htmlUrl, appUrl) => {
  const plain = steps();
  const { parts } = steps({
    convert: async (...given) => ({ ...(await plain.parts.convert(...given)), htmlUrl }),
  });
  expect((await registerApp(parts, REGISTRATION, "code")).appUrl).toBe(appUrl);
});
