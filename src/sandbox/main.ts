/**
 * `npm run sandbox`: Lockstep with a GitHub of its own, in one process. Everything lives in `.sandbox/`; neither `.env` nor
 * `data/` is read. `--fresh` begins anew.
 */
import { whyNodeIsTooOld } from "../node-version.ts";

const complaint = whyNodeIsTooOld(process.versions.node);
if (complaint === null) {
  const { runSandbox } = await import("./run-sandbox.ts");
  const { StoreError } = await import("../db/store-error.ts");
  await runSandbox({
    dir: ".sandbox",
    isFresh: process.argv.includes("--fresh"),
    adminToken: process.env["LOCKSTEP_ADMIN_TOKEN"],
    logLevel: process.env["LOG_LEVEL"] ?? "warn",
  }).catch((error: unknown) => {
    if (!(error instanceof StoreError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
} else {
  console.error(complaint);
  process.exitCode = 1;
}
