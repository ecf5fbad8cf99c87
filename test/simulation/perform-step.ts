/** One step of a history, in the world as it is by then. */
import { advance, crash, deliver, fault, pass } from "./course-steps.ts";
import { changeInstallation, changeRepository, edit, lag, moveBranch, push } from "./github-steps.ts";
import { checkReviews } from "./checks/check-pulls.ts";
import { checkPresentTexts } from "./checks/check-texts.ts";
import { doOnRequest } from "./pull-steps.ts";
import type { Step, StepKind } from "./steps.ts";
import { change, link, resolve, save } from "./store-steps.ts";
import type { World } from "./world.ts";

type Perform = (world: World, numbers: Step["n"]) => string | Promise<string>;

const PERFORM: Readonly<Record<StepKind, Perform>> = {
  push,
  edit,
  "move-branch": moveBranch,
  save,
  link,
  "change-link": change,
  resolve,
  installation: changeInstallation,
  repository: changeRepository,
  deliver,
  advance,
  settle,
  pass,
  crash,
  fault,
  lag,
  sweep,
  pull: doOnRequest,
};

/** @returns what happened, in words */
export async function performStep(world: World, step: Step): Promise<string> {
  const words = await PERFORM[step.kind](world, step.n);
  await world.server.quiet();
  if (world.server.operations.isDead) await world.crash();
  if (step.kind === "repository") for (const document of world.documents) document.acts += 1;
  for (const { document, repositoryId, branch, path } of world.links())
    world.document(document).places.add(`${repositoryId}\n${branch}\n${path}`);
  checkPresentTexts(world);
  checkReviews(world);
  return words;
}

async function settle(world: World): Promise<string> {
  await world.settle();
  return "everything is answered";
}

function sweep(world: World): string {
  void world.server.sweeper.sweep();
  return "a sweep begins";
}
