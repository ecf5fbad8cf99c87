/** What those who run the server want to know of it: asked by the routes, answered by operations/. */
import type { MetricsReader } from "./meter.ts";

/** What keeps the server from doing its work. */
export interface Hindrance {
  readonly code: "database_unwritable" | "disk_full" | "engine_stopped" | "stopping";
  /** One sentence. */
  readonly detail: string;
}

export interface Operations {
  readonly metrics: MetricsReader;
  /** Whether it is the token that METRICS_TOKEN holds. */
  isMetricsToken(token: string): boolean;
  /** Beside the database, which is asked by writing to it. None: the work can be done. */
  hindrances(): Promise<readonly Hindrance[]>;
}
