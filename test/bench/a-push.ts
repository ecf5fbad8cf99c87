/** Signed pushes for the benches. */
import { createHmac } from "node:crypto";

export const BENCH_SECRET = "a webhook secret of the benches, long enough";
export const BENCH_INSTALLATION = 4711;
export const BENCH_REPOSITORY = 186853002;

export interface SignedPush {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param files how many files its one commit lists: 45 make 7.9 kB, as pushes usually are */
export function aSignedPush(files: number): SignedPush {
  const commit = {
    id: "ab".repeat(20),
    message: "Describe the pets' owners",
    timestamp: "2026-05-15T15:20:41Z",
    author: { name: "Mona Lisa", email: "mona@example.com", username: "mona" },
    added: [],
    removed: [],
    modified: Array.from(
      { length: files },
      (_, index) => `services/petstore/api/resources/pet-${index}.yaml`,
    ),
  };
  const owner = {
    id: 21031067,
    login: "acme",
    type: "Organization",
    avatar_url: "https://example.com/a.png",
  };
  const urls = Object.fromEntries(
    Array.from({ length: 45 }, (_, index) => [
      `link_${index}_url`,
      `https://api.github.com/repos/acme/petstore/${index}`,
    ]),
  );
  const payload = {
    ref: "refs/heads/main",
    before: "cd".repeat(20),
    after: "ab".repeat(20),
    created: false,
    deleted: false,
    forced: false,
    commits: [commit],
    head_commit: files > 1000 ? { ...commit, modified: [] } : commit,
    repository: { id: BENCH_REPOSITORY, name: "petstore", full_name: "acme/petstore", owner, ...urls },
    pusher: { name: "mona", email: "mona@example.com" },
    installation: { id: BENCH_INSTALLATION },
    sender: owner,
  };
  return sign(Buffer.from(JSON.stringify(payload)));
}

/** Of a real repository, so that its head is looked at. */
export function signedPushOf(payload: object, secret: string): SignedPush {
  return sign(Buffer.from(JSON.stringify(payload)), secret);
}

function sign(body: Buffer, secret: string = BENCH_SECRET): SignedPush {
  const digits = createHmac("sha256", secret).update(body).digest("hex");
  return {
    body,
    headers: {
      "content-type": "application/json",
      "x-github-event": "push",
      "x-hub-signature-256": `sha256=${digits}`,
    },
  };
}
