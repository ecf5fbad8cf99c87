/** A new API that is made of a text: what a failed try leaves, and what is kept of the answers. */
import { afterEach, expect, test, vi } from "vitest";
import { MadeSoFar, makeWithText } from "../../src/dashboard/apis/make-with-text.ts";
import { readNewApiAnswers } from "../../src/dashboard/apis/new-api-answers.ts";

afterEach(() => vi.unstubAllGlobals());

const WISH = { workspace: "acme", name: "Pets", description: "", version: "1.0", text: "openapi: 3.1.0" };

/** A server that answers once as it is told; answers what was asked of it. */
function aServer(...statuses: readonly number[]): readonly string[] {
  const asked: string[] = [];
  vi.stubGlobal("fetch", (path: string, { method }: { readonly method: string }) => {
    const status = statuses[asked.length] ?? 200;
    asked.push(`${method} ${path.replace("/api/v1/workspaces/acme/", "")}`);
    return Promise.resolve(Response.json({ slug: "pets", name: "1.0", detail: "Refused." }, { status }));
  });
  return asked;
}

const API = "POST apis";
const VERSION = "POST apis/pets/versions";
const SAVE = "PUT apis/pets/versions/1.0/schema";

test.each([
  ["the version is refused", [201, 422], [API, VERSION, VERSION, SAVE]],
  ["the text is refused", [201, 201, 507], [API, VERSION, SAVE, SAVE]],
])("where %s, why is told, and the next try makes nothing twice", async (_what, statuses, expected) => {
  const asked = aServer(...statuses);
  const made = new MadeSoFar();
  await expect(makeWithText(WISH, made)).rejects.toThrow("Refused.");
  expect(await makeWithText(WISH, made)).toEqual({ workspace: "acme", api: "pets", version: "1.0" });
  expect(asked).toEqual(expected);
});

test("answers come back as they were, and anything else that was kept as none", () => {
  const place = { repository: 7, branch: "dev" };
  const answers = {
    way: "paste",
    name: "Pets",
    description: "All about pets.",
    version: "2",
    text: "openapi: 3.1.0",
    place,
    path: "a.yaml",
    fileVersion: "3",
  };
  expect(readNewApiAnswers(answers)).toEqual(answers);
  const nowhere = { repository: null, branch: "" };
  const none = {
    way: "repository",
    name: "",
    description: "",
    version: "1.0",
    text: "",
    place: nowhere,
    path: "",
    fileVersion: "",
  };
  expect([readNewApiAnswers(undefined), readNewApiAnswers({ way: 7, name: [] })]).toEqual([none, none]);
});

test("keeps that several files are to become APIs", () => {
  expect(readNewApiAnswers({ way: "many" }).way).toBe("many");
});
