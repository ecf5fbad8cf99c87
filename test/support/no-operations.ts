/** A server whose work nothing hinders, and that has nothing to tell. */
import type { Operations } from "../../src/core/operations/operations-port.ts";

export const NO_OPERATIONS: Operations = {
  metrics: { contentType: "text/plain; version=0.0.4; charset=utf-8", read: async () => "" },
  isMetricsToken: () => false,
  hindrances: async () => [],
};
