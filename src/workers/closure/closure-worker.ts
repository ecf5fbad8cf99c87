/** The thread's entry. */
import { parentPort } from "node:worker_threads";
import { type ClosureAnswer, type ClosureWork, doClosureWork } from "./closure-work.ts";
import { giveWay } from "../give-way.ts";

giveWay();
const port = parentPort;

port?.on("message", (work: ClosureWork) => {
  doClosureWork(work).then(
    (answer) => port.postMessage(answer),
    () => port.postMessage(crashed(work)),
  );
});

function crashed({ task }: ClosureWork): ClosureAnswer {
  return task === "references"
    ? { kind: "failed", isForGood: true }
    : { kind: "failed", message: "The bundler failed on this document.", isBusy: false };
}
