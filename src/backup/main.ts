/** `npm run backup`: the process. */
import { whyNodeIsTooOld } from "../node-version.ts";

const complaint = whyNodeIsTooOld(process.versions.node);
if (complaint === null) {
  const { runBackup } = await import("./run-backup.ts");
  process.exitCode = runBackup(process.argv.slice(2));
} else {
  console.error(complaint);
  process.exitCode = 1;
}
