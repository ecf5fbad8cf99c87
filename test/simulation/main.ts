/** `npm run simulate -- --runs N --seed S`. */
import { parseArgs } from "node:util";
import { simulate } from "./simulate.ts";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000" }, seed: { type: "string", default: "1" } },
});
const isHeld = await simulate({
  runs: numberOf("runs", values.runs),
  firstSeed: numberOf("seed", values.seed),
  now: () => performance.now(),
  say: (line) => console.log(line),
});
process.exitCode = isHeld ? 0 : 1;

function numberOf(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new TypeError(`--${name} is a whole number, not ${value}.`);
  return number;
}
