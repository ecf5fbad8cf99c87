/** The process: environment -> configuration -> services -> listen, signals, exit code. Nothing else sets the exit code. */
import { whyNodeIsTooOld } from "./node-version.ts";

const complaint = whyNodeIsTooOld(process.versions.node);
if (complaint === null) {
  const { runServer } = await import("./run-server.ts");
  process.exitCode = await runServer(process.argv.slice(2));
} else {
  console.error(complaint);
  process.exitCode = 1;
}
