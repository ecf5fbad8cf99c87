import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../src/db/open-store.ts";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { aSignedPush } from "../bench/a-push.ts";
import { aFolder } from "../support/a-store.ts";

const SERVER = new URL("../bench/servers/lockstep-server.ts", import.meta.url);

async function aProcess(folder: string): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(SERVER, [folder], { execArgv: [], stdio: ["ignore", "ignore", "inherit", "ipc"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [port] = (await once(child, "message")) as [number];
  return { child, port };
}

test("what was answered 2xx is there after kill -9 right after the answers, marks and all", async () => {
  const folder = aFolder();
  const { child, port } = await aProcess(folder);
  const push = aSignedPush(40);
  const acknowledged: string[] = [];
  const deliver = async (guid: string): Promise<void> => {
    const headers = { ...push.headers, "x-github-delivery": guid };
    const url = `http://127.0.0.1:${port}${WEBHOOK_PATH}`;
    const answer = await fetch(url, { method: "POST", body: new Uint8Array(push.body), headers });
    if (answer.status === 202) acknowledged.push(guid);
    if (acknowledged.length === 20) child.kill("SIGKILL");
  };
  const ended = once(child, "exit");
  await Promise.allSettled(Array.from({ length: 60 }, (_, index) => deliver(`guid-${index}`)));
  await ended;

  const opened = await openStore(join(folder, "lockstep.db"));
  onTestFinished(() => opened.close());
  const { store } = opened;
  const rows = await store.read.selectFrom("deliveries").select("guid").execute();
  const lane = await store.read.selectFrom("lanes").select("dirty").executeTakeFirstOrThrow();
  expect(acknowledged.length).toBeGreaterThanOrEqual(20);
  expect(rows.map(({ guid }) => guid)).toEqual(expect.arrayContaining(acknowledged));
  expect(lane.dirty).toBe(rows.length);
});
