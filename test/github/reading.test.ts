import { describe, expect, test } from "vitest";
import { blobOf, commitId, playHost } from "../support/github-replies.ts";
import type { PlayedHost } from "../support/github-replies.ts";
import { errorsInDocument } from "../support/published-graphql.ts";

const REPO = "/repos/acme/petstore";

function playRaw(host: PlayedHost, content: Buffer, reply: Buffer = content): void {
  host.scope
    .get(`${REPO}/git/blobs/${blobOf(content)}`)
    .matchHeader("accept", "application/vnd.github.raw+json")
    .reply(200, reply, { "content-type": "application/vnd.github.raw+json; charset=utf-8" });
}

describe("blobs", () => {
  interface Asked {
    readonly query: string;
    readonly variables: Readonly<Record<string, string>>;
  }

  /** Answers with the texts by their blob's id; null for one that is not given. */
  function playTexts(host: PlayedHost, texts: readonly (string | null)[]): Asked[] {
    const asked: Asked[] = [];
    host.graphql.post("/graphql").reply(200, async (request: Request) => {
      asked.push((await request.json()) as Asked);
      return { data: { node: Object.fromEntries(texts.map((text, index) => [`b${index}`, { text }])) } };
    });
    return asked;
  }

  test("up to 500 kB come in one query, valid under GitHub's published schema", async () => {
    const host = playHost();
    const texts = ["openapi: 3.1.0\n", "ä\r\n", "\uFEFF{}"];
    const asked = playTexts(host, texts);

    const blobs = await host.port.readBlobs(
      host.address,
      texts.map((text) => ({ blob: blobOf(text), sizeBytes: Buffer.byteLength(text) })),
    );

    expect([...blobs]).toEqual(texts.map((text) => [blobOf(text), Buffer.from(text)]));
    expect(errorsInDocument(asked[0]?.query ?? "")).toEqual([]);
  });

  test("that are no text, or whose text was cut, come over REST, byte by byte", async () => {
    const host = playHost();
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x41, 0x80]);
    playTexts(host, [null, "cut"]);
    playRaw(host, bytes);
    playRaw(host, Buffer.from("cut off"));

    const blobs = await host.port.readBlobs(host.address, [
      { blob: blobOf(bytes), sizeBytes: 5 },
      { blob: blobOf("cut off"), sizeBytes: 7 },
    ]);

    expect(blobs.get(blobOf(bytes))).toEqual(bytes);
    expect(blobs.get(blobOf("cut off"))).toEqual(Buffer.from("cut off"));
  });

  test("over 500 kB come over REST at once, and not in a query", async () => {
    const host = playHost();
    const large = Buffer.alloc(600_000, "x");
    playRaw(host, large);

    const blobs = await host.port.readBlobs(host.address, [
      { blob: blobOf(large), sizeBytes: large.byteLength },
    ]);

    expect(blobs.get(blobOf(large))?.equals(large)).toBe(true);
  });

  test("over 100 MB are not asked for", async () => {
    const host = playHost();

    const blobs = await host.port.readBlobs(host.address, [
      { blob: blobOf("x"), sizeBytes: 101 * 1024 * 1024 },
    ]);

    expect(blobs.size).toBe(0);
  });

  test("whose bytes are others than their id says are left out", async () => {
    const host = playHost();
    const large = Buffer.alloc(600_000, "x");
    playRaw(host, large, Buffer.alloc(600_000, "y"));

    expect(
      (await host.port.readBlobs(host.address, [{ blob: blobOf(large), sizeBytes: 600_000 }])).size,
    ).toBe(0);
  });

  test.each([
    ["404", 404, { message: "Not Found" }],
    [
      "403 too_large",
      403,
      { message: "This API returns blobs up to 100 MB in size.", errors: [{ code: "too_large" }] },
    ],
  ])("that GitHub does not give (%s) are left out", async (_name, status, body) => {
    const host = playHost();
    host.scope.get(`${REPO}/git/blobs/${blobOf("x")}`).reply(status, body);

    expect((await host.port.readBlobs(host.address, [{ blob: blobOf("x"), sizeBytes: 600_000 }])).size).toBe(
      0,
    );
  });

  test("of more than 8 MB in all come in several queries", async () => {
    const host = playHost();
    const texts = Array.from({ length: 20 }, (_none, index) => `${index}`.padEnd(450_000, "x"));
    playTexts(host, texts.slice(0, 17));
    playTexts(host, texts.slice(17));

    const blobs = await host.port.readBlobs(
      host.address,
      texts.map((text) => ({ blob: blobOf(text), sizeBytes: text.length })),
    );

    expect(blobs.size).toBe(20);
  });

  test("fail as a whole at a rate limit", async () => {
    const host = playHost();
    const errors = [{ type: "RATE_LIMIT", message: "API rate limit already exceeded" }];
    host.graphql.post("/graphql").reply(200, { errors });

    const read = host.port.readBlobs(host.address, [{ blob: blobOf("x"), sizeBytes: 1 }]);

    await expect(read).rejects.toMatchObject({ failure: { kind: "rate_limited" } });
  });
});

describe("a head", () => {
  const COMMIT = `${REPO}/commits/heads%2Ffeature%2Fpets`;

  test("is asked for by its id as ETag, and a 304 is unchanged", async () => {
    const host = playHost();
    host.scope
      .get(COMMIT)
      .matchHeader("accept", "application/vnd.github.sha")
      .matchHeader("if-none-match", `"${commitId("a")}"`)
      .reply(304);

    expect(await host.port.head(host.address, "feature/pets", commitId("a"))).toEqual({ kind: "unchanged" });
  });

  test.each(["application/vnd.github.sha; charset=utf-8", "application/vnd.github.sha"])(
    "comes as %s",
    async (type) => {
      const host = playHost();
      host.scope.get(COMMIT).reply(200, commitId("b"), { "content-type": type });

      expect(await host.port.head(host.address, "feature/pets", commitId("a"))).toEqual({
        kind: "head",
        head: commitId("b"),
      });
    },
  );

  test.each([404, 409, 422])("answered %i is not found", async (status) => {
    const host = playHost();
    host.scope.get(COMMIT).reply(status, { message: "No commit found for SHA: heads/feature/pets" });

    expect(await host.port.head(host.address, "feature/pets", null)).toEqual({ kind: "not-found" });
  });

  test("that is no commit id is a failure", async () => {
    const host = playHost();
    host.scope.get(COMMIT).reply(200, "<html>Sign in</html>", { "content-type": "text/html" });

    await expect(host.port.head(host.address, "feature/pets", null)).rejects.toMatchObject({
      failure: { kind: "unexpected" },
    });
  });
});

function aCommit(sha: string, parents: readonly string[], type = "User"): object {
  return {
    sha,
    parents: parents.map((parent) => ({ sha: parent })),
    commit: { message: `Message of ${sha[0]}` },
    author: { type },
  };
}

describe("the first commit after a head", () => {
  const [base, ours, theirs, head] = [commitId("a"), commitId("b"), commitId("c"), commitId("d")];
  const COMPARE = `${REPO}/compare/${base}...${head}`;

  function play(host: PlayedHost, status: string, commits: readonly object[]): void {
    host.scope
      .get(COMPARE)
      .query({ per_page: 100 })
      .reply(200, { status, total_commits: commits.length, commits, files: [] });
  }

  test("is the one whose parent it is", async () => {
    const host = playHost();
    play(host, "ahead", [
      aCommit(commitId("e"), [commitId("f")]),
      aCommit(ours, [base], "Bot"),
      aCommit(head, [ours]),
    ]);

    expect(await host.port.firstCommitAfter(host.address, base, head)).toEqual({
      commit: ours,
      parents: [base],
      message: "Message of b",
    });
  });

  test("is a bot's where a merge brought a second line", async () => {
    const host = playHost();
    play(host, "ahead", [
      aCommit(theirs, [base]),
      aCommit(ours, [base], "Bot"),
      aCommit(head, [theirs, ours]),
    ]);

    expect(await host.port.firstCommitAfter(host.address, base, head)).toMatchObject({ commit: ours });
  });

  test.each(["diverged", "behind", "identical"])("is none where the branch is %s", async (status) => {
    const host = playHost();
    play(host, status, [aCommit(ours, [base])]);

    expect(await host.port.firstCommitAfter(host.address, base, head)).toBeNull();
  });

  test("is none where the head is no longer there", async () => {
    const host = playHost();
    host.scope.get(COMPARE).query(true).reply(404, { message: "Not Found" });

    expect(await host.port.firstCommitAfter(host.address, base, head)).toBeNull();
  });
});
