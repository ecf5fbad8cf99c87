/**
 * Whatever documents hold, who asks for something else is answered first: threads that read documents run when the server's own has
 * nothing to do. Linux keeps a priority for each thread, and 0 means the calling one (setpriority(2)); elsewhere it is the process's.
 */
import { constants, setPriority } from "node:os";

export function giveWay(): void {
  if (process.platform !== "linux") return;
  try {
    setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not allowed here: all run alike then.
  }
}
