/** A server's stand-in: checks the document of the command line beside one that is done, and tells the id of each process that checks. */
import { DocumentChecker } from "../../src/workers/check-documents.ts";

const entry = new URL("obeying-check-worker.ts", import.meta.url);
const checkers = [new DocumentChecker({ entry }), new DocumentChecker({ entry })];
const checks = await Promise.all(checkers.map((checker) => checker.check(Buffer.from("process"))));
void checkers[0]?.check(Buffer.from("hang"));
console.log(checks.map(({ name }) => name?.split(":")[2]).join(" "));
setInterval(() => {}, 60_000);
