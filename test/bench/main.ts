/**
 * `npm run bench`: ratios measured side by side in one run; `--write` puts the table into docs/benchmarks.md, `--only B5` runs those
 * of one number.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { benchPushRequests } from "./b3-push-requests.ts";
import { benchSaveCommits } from "./b4-save-commits.ts";
import { benchAddedTime } from "./b5-added-time.ts";
import { benchManyLinks } from "./b6-many-links.ts";
import { benchHostileDocuments } from "./b8-hostile-documents.ts";
import { benchManyDirtyLanes } from "./b9-many-dirty-lanes.ts";
import { benchIngest } from "./ingest.ts";
import { type Bench, type BenchRow, benchTable } from "./bench-row.ts";
import { benchPushMemory } from "./push-memory.ts";

const BENCHES: readonly (readonly [ids: string, bench: Bench])[] = [
  ["B1 B2", benchIngest],
  ["B3", benchPushRequests],
  ["B4", benchSaveCommits],
  ["B5", benchAddedTime],
  ["B6", benchManyLinks],
  ["B7", benchPushMemory],
  ["B8", benchHostileDocuments],
  ["B9", benchManyDirtyLanes],
];

const DOCUMENT = new URL("../../docs/benchmarks.md", import.meta.url);
const BEGIN = "<!-- bench: written by `npm run bench -- --write` -->";
const END = "<!-- /bench -->";

const only = process.argv.includes("--only")
  ? (process.argv[process.argv.indexOf("--only") + 1] ?? "")
  : null;
const rows: BenchRow[] = [];
for (const [ids, bench] of BENCHES) {
  if (only === null || ids.split(" ").includes(only)) rows.push(...(await bench()));
}
rows.sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
const table = benchTable(rows);
console.log(table);
if (process.argv.includes("--write") && only === null) writeTable(table);

/** Between its marks, so that what stands around it stays. */
function writeTable(text: string): void {
  let document = "";
  try {
    document = readFileSync(DOCUMENT, "utf8");
  } catch {
    document = `# Benchmarks\n\n${BEGIN}\n${END}\n`;
  }
  if (!document.includes(BEGIN)) document += `\n${BEGIN}\n${END}\n`;
  const [before = ""] = document.split(BEGIN);
  const after = document.split(END)[1] ?? "\n";
  const made = `Made by \`npm run bench -- --write\` on Node ${process.versions.node}, ${process.platform}.`;
  writeFileSync(DOCUMENT, `${before}${BEGIN}\n\n${made}\n\n${text}\n\n${END}${after}`);
}
