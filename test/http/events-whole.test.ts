/** The whole way: what happens on a sandbox's GitHub, told to people who signed in with it. */
import { expect, test } from "vitest";
import { aLinkedSchema } from "../support/a-linked-document.ts";
import { ADMIN_TOKEN } from "../support/a-lockstep.ts";
import { type ALockstepWithSignIn, aLockstepWithSignIn } from "../support/a-lockstep-with-sign-in.ts";
import { type AnEvent, anEventStream, listening } from "../support/an-event-stream.ts";

interface AScene extends ALockstepWithSignIn {
  readonly port: number;
}

async function aScene(): Promise<AScene> {
  const lockstep = await aLockstepWithSignIn();
  return { ...lockstep, port: await listening(lockstep.server) };
}

const cookieOf = async ({ browserOf }: AScene, login: string): Promise<string> =>
  (await browserOf(login)).cookies("localhost");

const isPushed = ({ event, data }: AnEvent): boolean =>
  event === "activity" && (data as { type: string }).type === "revision.added";

test("a push is told to who may read the repository, with the link as it then is, and to nobody else", async () => {
  const scene = await aScene();
  const [paul, rita] = [await cookieOf(scene, "paul"), await cookieOf(scene, "rita")];
  await aLinkedSchema(scene, { file: "api/events.yaml", keep: "github" });
  const mine = await anEventStream(scene.port, { cookie: paul });
  const another = await anEventStream(scene.port, { cookie: rita });
  const all = await anEventStream(scene.port, { authorization: `Bearer ${ADMIN_TOKEN}` });
  await scene.repository("petstore").commit({ files: { "api/events.yaml": "openapi: 3.1.0\n" } });
  await all.until(isPushed);
  expect((await mine.until(isPushed)).data).toMatchObject({ document: { api: "petstore", version: "1.0" } });
  await mine.until(({ event, data }) => event === "link" && (data as { state: string }).state === "in_sync");
  await scene.quiet();
  expect(another.events.map(({ event }) => event)).toEqual(["ready"]);
});

test("who signs out is told no more", async () => {
  const scene = await aScene();
  const cookie = await cookieOf(scene, "paul");
  const stream = await anEventStream(scene.port, { cookie });
  await stream.until(({ event }) => event === "ready");
  const signedOut = await scene.server.inject({
    method: "POST",
    url: "/auth/logout",
    headers: { cookie, "sec-fetch-site": "same-origin" },
  });
  expect(signedOut.statusCode).toBe(303);
  expect(await stream.until(({ event }) => event === "end")).toMatchObject({
    data: { code: "unauthorized" },
  });
  const back = await anEventStream(scene.port, { cookie });
  expect(back.response.statusCode).toBe(401);
});

test("a suspended installation ends the streams of its people", async () => {
  const scene = await aScene();
  const stream = await anEventStream(scene.port, { cookie: await cookieOf(scene, "paul") });
  await stream.until(({ event }) => event === "ready");
  scene.sandbox.installations.suspend(scene.sandbox.installations.list()[0]?.id ?? 0);
  expect(await stream.until(({ event }) => event === "end")).toMatchObject({ data: { code: "not_found" } });
});

test("the server stops though somebody listens", async () => {
  const scene = await aScene();
  const stream = await anEventStream(scene.port, { authorization: `Bearer ${ADMIN_TOKEN}` });
  await stream.until(({ event }) => event === "ready");
  const beganAt = performance.now();
  await scene.stop();
  expect(performance.now() - beganAt).toBeLessThan(8000);
  expect(await stream.until(({ event }) => event === "end")).toMatchObject({ data: { code: "stopping" } });
});
