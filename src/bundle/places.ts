import { fileURLToPath } from "node:url";

/** The project's own folder, wherever it is started from. */
const root = fileURLToPath(new URL("../..", import.meta.url));

export const PLACES = { root, out: `${root}dist/dashboard` } as const;
