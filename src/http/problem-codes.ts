/** Every problem that the API answers by itself, beside the link codes of core/sync/link-codes.ts. */

export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What the caller can do. */
  readonly remedy: string;
}

export const PROBLEM_CODES = {
  invalid_request: {
    status: 400,
    title: "The request is not as this route takes it",
    remedy: "Correct what `errors` or `detail` names; the routes are described at /api/v1/openapi.json.",
  },
  invalid_json: {
    status: 400,
    title: "The body is not JSON",
    remedy: "Send a whole JSON document in UTF-8, without the keys `__proto__` and `constructor.prototype`.",
  },
  invalid_cursor: {
    status: 400,
    title: "The cursor is not one of this list",
    remedy: "Take `cursor` from `next` of the page before, or leave it out to begin again.",
  },
  unauthorized: {
    status: 401,
    title: "No valid token",
    remedy:
      "Send `Authorization: Bearer` with a token of the workspace or the one that LOCKSTEP_ADMIN_TOKEN holds, or sign in.",
  },
  signature_invalid: {
    status: 401,
    title: "The webhook's signature does not hold",
    remedy:
      "Set the same webhook secret in the GitHub App's settings and in WEBHOOK_SECRET; only X-Hub-Signature-256 counts.",
  },
  forbidden: {
    status: 403,
    title: "Not with the rights of this caller",
    remedy:
      "Have the access that `detail` names given on GitHub, or use a token of the workspace whose scopes reach so far.",
  },
  cross_site: {
    status: 403,
    title: "The request was begun by another site",
    remedy:
      "Send it from Lockstep's own pages, at the address that PUBLIC_URL holds; programs send `Authorization: Bearer` and no cookie.",
  },
  address_not_allowed: {
    status: 403,
    title: "The hook does not take saves from this address",
    remedy:
      "Add the address to the hook's `allowedAddresses`; where it is a proxy's, set TRUST_PROXY, so that the sender's own is seen.",
  },
  not_found: {
    status: 404,
    title: "Nothing is here",
    remedy: "Check the address: the workspace, the names and the ids in it.",
  },
  method_not_allowed: {
    status: 405,
    title: "This address does not take the method",
    remedy: "Use one of the methods that the Allow header names.",
  },
  exists: {
    status: 409,
    title: "The name is taken",
    remedy: "Choose another name, or change the one that is there.",
  },
  already_linked: {
    status: 409,
    title: "The document is linked already",
    remedy: "Move the link that is there, or remove it first.",
  },
  owned_by_file: {
    status: 409,
    title: "The link is declared in the repository",
    remedy: "Edit .github/lockstep.yml in the repository.",
  },
  identity_mismatch: {
    status: 409,
    title: "The body is another collection than the address names",
    remedy: "Send the collection to the address with its own id.",
  },
  idempotency_unfinished: {
    status: 409,
    title: "The first request of this key was not answered yet",
    remedy: "Send it again, under the same key, after the time in Retry-After.",
  },
  outdated: {
    status: 409,
    title: "One side moved on since",
    remedy: "Read the link again, look at both texts, and send the choice with what is there now.",
  },
  nothing_to_resolve: {
    status: 409,
    title: "The link has nothing to choose between",
    remedy:
      "Read the link's state: only `choose`, `conflict`, `missing`, `edited_on_github` and `declined` take a choice.",
  },
  nothing_to_approve: {
    status: 409,
    title: "The link does not wait for an approval",
    remedy: "Read the link's state: only `awaiting_approval` takes one.",
  },
  nothing_to_withdraw: {
    status: 409,
    title: "Nobody's approval holds for the link",
    remedy: "Remove the entry from the config file, or the link itself where it was made by hand.",
  },
  stale_edit: {
    status: 412,
    title: "Somebody saved since the text was read",
    remedy:
      "Read the texts that `base`, `store` and `remote` name at blobs/{blob}, put them together, and save with `If-Match` of `store`.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    remedy:
      "Send at most as many bytes as this route takes: 25 MiB for documents and webhooks, 1 MiB elsewhere.",
  },
  unsupported_media_type: {
    status: 415,
    title: "The body's media type is not taken here",
    remedy: "Send the body as application/json and name it in Content-Type.",
  },
  file_not_found: {
    status: 422,
    title: "The file is not there",
    remedy: "Check the branch and the path, in exact letter case; push the file where it is not there yet.",
  },
  not_a_collection: {
    status: 422,
    title: "The body is not a Postman collection",
    remedy:
      "Send a Postman collection of format v2.0 or v2.1: an object with `info` (its id and name) and `item`.",
  },
  collection_too_complex: {
    status: 422,
    title: "The collection takes too much to read",
    remedy: "Split the collection, or take its largest examples out, and send it again.",
  },
  empty_document: {
    status: 422,
    title: "The document is empty",
    remedy: "Send the document's text as the body.",
  },
  kind_changed: {
    status: 422,
    title: "The text is of another kind than the version's",
    remedy: "Make another version for it, or save it with `?kind=change` where it is meant so.",
  },
  idempotency_key_reused: {
    status: 422,
    title: "The key is that of another request",
    remedy:
      "Use a new Idempotency-Key for each thing that is made, and the same only to send the same again.",
  },
  not_bundled: {
    status: 422,
    title: "No bundle can be made of the document",
    remedy:
      "Download the schema without `bundled`, and the files that it refers to by the blobs that its revision lists: bundles are made of OpenAPI, AsyncAPI and JSON Schema that parse.",
  },
  author_unknown: {
    status: 422,
    title: "GitHub does not know the author",
    remedy: "Send a person's login on GitHub in Lockstep-Author, or leave the header out.",
  },
  template_invalid: {
    status: 422,
    title: "The template cannot be used",
    remedy: "Correct what `detail` names; the placeholders are described at /api/v1/openapi.json.",
  },
  precondition_required: {
    status: 428,
    title: "The save does not say which text it replaces",
    remedy:
      "Send `If-Match` with the ETag of the text that was edited, or with `*` to replace whatever is there.",
  },
  quota_exceeded: {
    status: 429,
    title: "The workspace's quota is used up",
    remedy:
      "Send it again after the time in Retry-After; where documents are used up, delete some; where bytes are, have QUOTA_BYTES raised.",
  },
  too_many_attempts: {
    status: 429,
    title: "Too many attempts failed",
    remedy:
      "Wait until then (Retry-After, in seconds), and try with the right secret; behind a proxy set TRUST_PROXY, so that senders are told apart.",
  },
  rights_unknown: {
    status: 503,
    title: "GitHub does not say what you may do",
    remedy:
      "Send it again after the time in Retry-After: your rights are GitHub's, and GitHub does not answer.",
  },
  overloaded: {
    status: 503,
    title: "Too much is being received at once",
    remedy: "Send it again after the time in Retry-After.",
  },
  storage_failed: {
    status: 503,
    title: "The database cannot be used",
    remedy:
      "Send it again later: nothing was written; who runs the server finds why at /readyz and in its log.",
  },
  not_ready: {
    status: 503,
    title: "The server cannot do its work",
    remedy: "Look at `reasons`, and at the server's log: README, Operate, says what each asks for.",
  },
  github_failed: {
    status: 502,
    title: "GitHub did not answer as it should",
    remedy: "Try again in a while; if it lasts, look at githubstatus.com and at the server's log.",
  },
  internal: {
    status: 500,
    title: "A fault in Lockstep",
    remedy: "Try again; if it happens again, report it with what the server's log says.",
  },
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof PROBLEM_CODES;
