/**
 * Runs the simulation on an engine that is broken in one way: `node broken-main.ts <name> <runs>`. The source is changed while
 * it is loaded, and nowhere else. Prints, as JSON, what caught the break; null where nothing did.
 */
import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import type { Replacement } from "./break.ts";
import { BREAKS } from "./breaks.ts";

const [name, runs] = process.argv.slice(2);
const broken = BREAKS.find((one) => one.name === name);
if (broken === undefined) throw new TypeError(`There is no break named ${name}.`);

const SOURCE = new URL("../../src/", import.meta.url);
const byUrl = Map.groupBy(broken.replacements, ({ file }) => new URL(file, SOURCE).href);

registerHooks({
  load(url, context, nextLoad) {
    const replacements = byUrl.get(url);
    if (replacements === undefined) return nextLoad(url, context);
    const source = replacements.reduce(replaceOnce, readFileSync(new URL(url), "utf8"));
    return { format: "module-typescript", source, shortCircuit: true };
  },
});

function replaceOnce(source: string, { file, from, to }: Replacement): string {
  const found = source.split(from).length - 1;
  if (found !== 1) throw new Error(`The break "${name}" matches ${found} times in ${file}, not once.`);
  return source.replace(from, () => to);
}

// Only now: what is imported must come through the hook.
const { runHistory } = await import("./run-history.ts");
const { historyOf } = await import("./steps.ts");

let caught = null;
const { firstSeed = 1 } = broken;
for (let seed = firstSeed; seed < firstSeed + Number(runs) && caught === null; seed += 1) {
  const drawn = historyOf(seed, broken.happenings);
  const steps = [...(broken.begins ?? []), ...drawn.steps];
  const { violation } = await runHistory({ ...drawn, steps });
  if (violation !== null) caught = { seed, ...violation };
}
console.log(JSON.stringify(caught));
