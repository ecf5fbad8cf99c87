/** The whole server beside a sandbox's GitHub, in this process and on a clock of its own: what counts is requests, not time. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { createSandbox, type Sandbox } from "../../src/sandbox/sandbox.ts";
import { createServices, type Services } from "../../src/services.ts";
import { type AClock, aClock } from "../support/a-clock.ts";
import { settle } from "../support/a-linked-document.ts";
import { ADMIN_TOKEN, type ALockstep, configFor } from "../support/a-lockstep.ts";

export async function withBenchLockstep<T>(
  use: (lockstep: ALockstep, clock: AClock) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-requests-"));
  const sandbox = await createSandbox({ dir: join(folder, "github"), port: 0, seed: true });
  const clock = aClock();
  const services = await createServices(configFor(sandbox, folder), pino({ level: "silent" }), { clock });
  try {
    const url = await services.start();
    sandbox.webhooks.setTarget(`${url}/api/github/webhooks`);
    const lockstep = driving(services, sandbox);
    await lockstep.quiet();
    return await use(lockstep, clock);
  } finally {
    await services.stop();
    await sandbox.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function driving(services: Services, sandbox: Sandbox): ALockstep {
  const lockstep: ALockstep = {
    ...services,
    sandbox,
    call: (method, address, payload, headers = {}) =>
      services.server.inject({
        method: method as "GET",
        url: `/api/v1/workspaces/acme/${address}`,
        headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
        ...(payload === undefined ? {} : { payload: payload as object }),
      }),
    repository(name) {
      const repository = sandbox.repositories.get(`acme/${name}`);
      if (repository === null) throw new Error(`The sandbox has no repository ${name}.`);
      return repository;
    },
    async quiet() {
      await services.sweeper.sweep();
      await settle(lockstep);
    },
  };
  return lockstep;
}
