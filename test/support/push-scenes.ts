/**
 * Pushes of every kind onto linked files, and what each may cost of GitHub's requests (docs/benchmarks.md, B3). The tests hold
 * each to its floor; the bench shows them in its table.
 */
import { aLinkedSchema, type LinkWish, saveText, settle } from "./a-linked-document.ts";
import type { ALockstep } from "./a-lockstep.ts";

export interface PushScene {
  readonly name: string;
  /** Linked files on the branch, `f0.yaml` and on. */
  readonly files: number;
  /** The least that it can cost. */
  readonly floor: number;
  /** Before requests are counted; gives what is counted. */
  readonly prepare: (scene: Prepared) => Promise<() => Promise<unknown>>;
}

export interface Prepared {
  readonly lockstep: ALockstep;
  readonly document: number;
}

const PUSHED_REPOSITORY = "petstore";
const textOf = (note: string): string => `note: ${note}\n`;

export async function prepareScene(lockstep: ALockstep, { files }: PushScene): Promise<Prepared> {
  const repository = lockstep.repository(PUSHED_REPOSITORY);
  const paths = Array.from({ length: files }, (_, index) => `f${index}.yaml`);
  await repository.commit({ files: Object.fromEntries(paths.map((path) => [path, textOf(path)])) });
  let document = 0;
  for (const [index, file] of paths.entries()) {
    const wish: LinkWish = { file, branch: "main" };
    document = (await aLinkedSchema(lockstep, { name: `Scene${index}`, ...wish })).document;
  }
  return { lockstep, document };
}

async function pushed({ lockstep }: Prepared, note: string, path = "f0.yaml"): Promise<string> {
  const repository = lockstep.repository(PUSHED_REPOSITORY);
  const commit = await repository.commit({ branch: "main", files: { [path]: textOf(note) } });
  await settle(lockstep);
  return commit;
}

const lastPush = ({ lockstep }: Prepared) =>
  lockstep.sandbox.webhooks.deliveries({ event: "push" }).at(-1)?.id ?? 0;

export const PUSH_SCENES: readonly PushScene[] = [
  {
    name: "1 linked file changed",
    files: 1,
    floor: 1,
    prepare: async (scene) => () => pushed(scene, "changed"),
  },
  {
    name: "20 linked files, 1 changed",
    files: 20,
    floor: 2,
    prepare: async (scene) => () => pushed(scene, "changed"),
  },
  {
    name: "20 linked files, none changed",
    files: 20,
    floor: 1,
    prepare: async (scene) => () => pushed(scene, "changed", "unlinked.txt"),
  },
  {
    name: "1 linked file of 600 kB changed",
    files: 1,
    floor: 2,
    prepare: async (scene) => () => pushed(scene, "x".repeat(600_000)),
  },
  {
    name: "forced onto another history",
    files: 1,
    floor: 1,
    prepare: async (scene) => {
      const repository = scene.lockstep.repository(PUSHED_REPOSITORY);
      await repository.createBranch("side");
      const side = await repository.commit({ branch: "side", files: { "f0.yaml": textOf("side") } });
      await pushed(scene, "main");
      return () => repository.force("main", side);
    },
  },
  {
    name: "branch moved onto old commits",
    files: 1,
    floor: 1,
    prepare: async (scene) => {
      const repository = scene.lockstep.repository(PUSHED_REPOSITORY);
      const old = (await repository.head("main")) ?? "";
      await pushed(scene, "newer");
      return () => repository.force("main", old);
    },
  },
  {
    name: "branch created anew, told by a push and a create",
    files: 1,
    floor: 1,
    prepare: async (scene) => {
      const repository = scene.lockstep.repository(PUSHED_REPOSITORY);
      const old = (await repository.head("main")) ?? "";
      await repository.createBranch("aside");
      await repository.deleteBranch("main");
      await settle(scene.lockstep);
      const { webhooks } = scene.lockstep.sandbox;
      webhooks.hold();
      await repository.createBranch("main", old);
      webhooks.drop();
      await webhooks.release();
      const told = webhooks.deliveries().filter(({ state }) => state === "lost");
      return async () => {
        for (const { id } of told) {
          await webhooks.redeliver(id);
          await settle(scene.lockstep);
        }
      };
    },
  },
  {
    name: "late: three days after it was made up for",
    files: 1,
    floor: 1,
    prepare: async (scene) => {
      const { lockstep } = scene;
      const { webhooks } = lockstep.sandbox;
      webhooks.hold();
      await pushed(scene, "lost");
      await lockstep.sweeper.sweep();
      await settle(lockstep);
      webhooks.drop();
      await webhooks.release();
      await pushed(scene, "newer");
      const lost = webhooks.deliveries().find(({ state }) => state === "lost")?.id ?? 0;
      return () => webhooks.redeliver(lost);
    },
  },
  {
    name: "repeated: the same delivery twice more",
    files: 1,
    floor: 0,
    prepare: async (scene) => {
      await pushed(scene, "changed");
      const { webhooks } = scene.lockstep.sandbox;
      const delivery = lastPush(scene);
      return async () => {
        await webhooks.redeliver(delivery);
        await webhooks.redeliver(delivery);
      };
    },
  },
  {
    name: "echo of our own commit",
    files: 1,
    floor: 0,
    prepare: async (scene) => {
      const { lockstep, document } = scene;
      lockstep.sandbox.webhooks.hold();
      await saveText(lockstep, document, textOf("saved"));
      await settle(lockstep);
      return () => lockstep.sandbox.webhooks.release();
    },
  },
  {
    name: "unlinked branch",
    files: 1,
    floor: 0,
    prepare: async ({ lockstep }) => {
      const repository = lockstep.repository(PUSHED_REPOSITORY);
      await repository.createBranch("other");
      await settle(lockstep);
      return () => repository.commit({ branch: "other", files: { "f0.yaml": textOf("other") } });
    },
  },
  {
    name: "unlinked repository",
    files: 1,
    floor: 0,
    prepare: async ({ lockstep }) => {
      const repository = lockstep.repository("catalog");
      return () => repository.commit({ files: { "f0.yaml": textOf("other") } });
    },
  },
];
