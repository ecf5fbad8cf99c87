// Runs before every test file.
import { vi } from "vitest";

/** A condition gets as long as it needs on a busy machine; Vitest itself gives it one second. */
const PATIENCE_MS = 10_000;

const waitFor = vi.waitFor.bind(vi);
vi.waitFor = (holds, options) =>
  waitFor(holds, typeof options === "number" ? options : { timeout: PATIENCE_MS, ...options });
