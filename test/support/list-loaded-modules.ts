/** Checks the document named on the command line and prints the addresses of all modules that this loaded, as JSON. */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";

const loaded = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    loaded.add(resolved.url);
    return resolved;
  },
});

const { checkDocument } = await import("../../src/workers/check-document.ts");
const check = await checkDocument(readFileSync(process.argv[2] ?? ""));
process.stdout.write(JSON.stringify({ check, loaded: [...loaded] }));
