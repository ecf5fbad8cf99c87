import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";
import { apiDocument } from "./api-document.ts";

// `npm run api-docs` writes it anew.
test("docs/api.md says what the API's description says", async () => {
  const { call } = await anApi();
  const described = (await call("GET", "/api/v1/openapi.json")).json<Parameters<typeof apiDocument>[0]>();
  await expect(apiDocument(described)).toMatchFileSnapshot("../../docs/api.md");
});
