/** `npm run bench`: ratios measured side by side in one run; `--write` puts the table into docs/benchmarks.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { benchPushRequests } from "./b3-push-requests.ts";
import { benchSaveCommits } from "./b4-save-commits.ts";
import { benchIngest } from "./ingest.ts";
import { type Bench, type BenchRow, benchTable } from "./bench-row.ts";
import { benchPushMemory } from "./push-memory.ts";

const BENCHES: readonly Bench[] = [benchIngest, benchPushRequests, benchSaveCommits, benchPushMemory];

const DOCUMENT = new URL("../../docs/benchmarks.md", import.meta.url);
const BEGIN = "<!-- bench: written by `npm run bench -- --write` -->";
const END = "<!-- /bench -->";

const rows: BenchRow[] = [];
for (const bench of BENCHES) rows.push(...(await bench()));
rows.sort((a, b) => a.id.localeCompare(b.id, undefined, { numeric: true }));
const table = benchTable(rows);
console.log(table);
if (process.argv.includes("--write")) writeTable(table);

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
