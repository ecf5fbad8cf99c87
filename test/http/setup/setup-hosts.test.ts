import nock from "nock";
import { expect, onTestFinished, test } from "vitest";
import {
  aFreshLockstep,
  type AFreshLockstep,
  anAppGitHub,
  type AppGitHub,
  enterpriseForm,
  manifestForm,
} from "../../support/a-fresh-lockstep.ts";
import { headersOf, signatureOf } from "../../support/a-webhook.ts";

const ENVIRONMENT_SECRET = "the-secret-of-the-environment-0123456789";

async function deliver(lockstep: AFreshLockstep, path: string, secret: string): Promise<number> {
  const body = Buffer.from(JSON.stringify({ zen: "Which one?" }));
  const answer = await lockstep.server.inject({
    method: "POST",
    url: `/api/github/webhooks${path}`,
    headers: { ...headersOf(body, { event: "ping" }), "x-hub-signature-256": signatureOf(body, secret) },
    payload: body,
  });
  return answer.statusCode;
}

/** It has stopped since. */
async function registeredBySetup(): Promise<{ lockstep: AFreshLockstep; github: AppGitHub }> {
  const github = await anAppGitHub();
  const lockstep = await aFreshLockstep();
  const owner = await lockstep.settingUp();
  const { state } = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  await owner.get(`/setup/registered?code=${github.code()}&state=${state}`);
  await lockstep.stop();
  return { lockstep, github };
}

/** With that host's App in its environment. */
function startedAgain({ folder }: AFreshLockstep, { host, app }: AppGitHub): Promise<AFreshLockstep> {
  return aFreshLockstep({
    folder,
    config: {
      hosts: [
        {
          hostname: host,
          protocol: "http",
          appId: 99,
          privateKey: String(app["pem"]),
          webhookSecret: ENVIRONMENT_SECRET,
          oauth: null,
        },
      ],
    },
  });
}

test("where github.com cannot reach the server it registers no webhook, and says that it polls", async () => {
  const github = await anAppGitHub({
    html_url: "https://github.com/apps/lockstep-of-mona",
    webhook_secret: null,
  });
  const scope = nock("https://api.github.com");
  scope.get("/meta").reply(200, {});
  scope.post("/app-manifests/0123abcd/conversions").reply(201, () => JSON.parse(JSON.stringify(github.app)));
  scope.get("/app/installations").query(true).reply(200, []);
  onTestFinished(() => nock.cleanAll());
  const lockstep = await aFreshLockstep({ config: { publicUrl: "http://192.168.1.5:3000" } });
  const owner = await lockstep.settingUp();
  const page = await owner.post("/setup/app", {
    where: "github.com",
    owner: "personal",
    name: "Lockstep of mona",
  });
  const { action, state, manifest } = manifestForm(page);
  expect(action.href).toBe(`https://github.com/settings/apps/new?state=${state}`);
  expect(manifest).not.toHaveProperty("hook_attributes");
  expect(page.body).toMatch(/every\s+5 minutes/);
  const answer = await owner.get(`/setup/registered?code=0123abcd&state=${state}`);
  const registered = await owner.get(String(answer.headers.location));
  expect(registered.body).toContain('href="https://github.com/apps/lockstep-of-mona/installations/new"');
  expect(registered.body).toMatch(/Polling: github.com cannot reach\s+this server/);
  await expect.poll(() => scope.isDone()).toBe(true);
});

test("the environment's App counts where setup registered another on the same host", async () => {
  const { lockstep, github } = await registeredBySetup();
  const again = await startedAgain(lockstep, github);
  expect(await deliver(again, "", ENVIRONMENT_SECRET)).toBe(202);
  expect(await deliver(again, "", String(github.app["webhook_secret"]))).toBe(401);
  again.gate.open();
  const hosts = await (await again.settingUp()).get("/setup/hosts");
  expect(hosts.body).toContain("Configured in the environment");
  expect(hosts.body).not.toContain("Registered by setup");
  for (const path of ["/api/github/webhooks", "/auth/callback", "/setup/installed"]) {
    expect(hosts.body).toContain(`<code>http://localhost${path}</code>`);
  }
});

test("a host that comes to the environment later does not take the first one's place", async () => {
  const { lockstep, github } = await registeredBySetup();
  const other = await anAppGitHub();
  const again = await startedAgain(lockstep, other);
  expect(await deliver(again, "", String(github.app["webhook_secret"]))).toBe(202);
  expect(await deliver(again, `/${other.host}`, ENVIRONMENT_SECRET)).toBe(202);
});
