import { readFileSync } from "node:fs";

/** Of a process that has ended and that nobody has asked for yet: no. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !hasEnded(pid);
  } catch {
    return false;
  }
}

/** A zombie (proc(5)). */
function hasEnded(pid: number): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
}
