/** The process: environment -> configuration -> services -> listen, signals, exit code. Nothing else sets the exit code. */
import { whyNodeIsTooOld } from "./node-version.ts";

/** What is left behind when the server has stopped may not keep the process. */
const LINGERS_MS = 1000;

const complaint = whyNodeIsTooOld(process.versions.node);
if (complaint === null) {
  const { runServer } = await import("./run-server.ts");
  process.exitCode = await runServer(process.argv.slice(2));
  // oxlint-disable-next-line unicorn/no-process-exit -- only where the process does not end by itself
  setTimeout(() => process.exit(), LINGERS_MS).unref();
} else {
  console.error(complaint);
  process.exitCode = 1;
}
