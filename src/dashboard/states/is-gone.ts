import { Problem } from "../api/problem.ts";

/** It is there no more, or closed to whoever asks: nobody goes on with what was shown of it. */
export function isGone(error: unknown): boolean {
  return error instanceof Problem && (error.code === "not_found" || error.code === "forbidden");
}
