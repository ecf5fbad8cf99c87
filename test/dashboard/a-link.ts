import type { Link } from "../../src/dashboard/api/contract.ts";

export function aLink(given: Partial<Link>): Link {
  return {
    id: 1,
    kind: "schema",
    document: { api: "petstore", version: "1.0" },
    repository: "acme/petstore",
    branch: "main",
    followsDefault: true,
    path: "api/petstore.yaml",
    htmlUrl: "https://github.com/acme/petstore/blob/main/api/petstore.yaml",
    mode: "auto",
    quiet: "0s",
    paused: false,
    owner: "dashboard",
    approvedAt: null,
    state: "in_sync",
    code: null,
    message: null,
    since: "2026-01-01T00:00:00Z",
    nextAttemptAt: null,
    agreed: null,
    store: null,
    remote: null,
    proposed: null,
    renamedTo: null,
    head: null,
    verifiedAt: null,
    ...given,
  };
}
