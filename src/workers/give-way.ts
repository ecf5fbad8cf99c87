/**
 * Whatever documents hold, who asks for something else is answered first: processes that read documents run when the server has
 * nothing to do, and where the machine has no memory left, they are ended before it.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";

export function giveWay(): void {
  try {
    for (const id of threads()) setPriority(id, constants.priority.PRIORITY_BELOW_NORMAL);
    if (process.platform === "linux") writeFileSync("/proc/self/oom_score_adj", "1000");
  } catch {
    // Not allowed here: all run alike then.
  }
}

/** Linux keeps a priority for each thread (setpriority(2)), and V8 has started some by now; elsewhere 0 is the whole process. */
function threads(): readonly number[] {
  return process.platform === "linux" ? readdirSync("/proc/self/task").map(Number) : [0];
}
