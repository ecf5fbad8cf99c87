import { expect, test } from "vitest";
import { NOTHING_SEEN, type Sighting, type SightRequest } from "../../src/core/diagnosis/sighting.ts";
import { shareSightings } from "../../src/github/diagnosis/share-sightings.ts";
import { anAddress } from "../support/github-replies.ts";

const REQUEST: SightRequest = { repository: anAddress(), branch: "main", path: null, commit: null };

test("one place is looked at once for all who ask at the same time, and again after a while", async () => {
  let now = 0;
  let looks = 0;
  const sight = async (): Promise<Sighting> => {
    looks += 1;
    return NOTHING_SEEN;
  };
  const shared = shareSightings({ sight }, () => now);
  await Promise.all([shared.sight(REQUEST), shared.sight(REQUEST)]);
  expect(looks).toBe(1);
  await shared.sight({ ...REQUEST, branch: "other" });
  expect(looks).toBe(2);
  now += 4999;
  await shared.sight(REQUEST);
  expect(looks).toBe(2);
  now += 1;
  await shared.sight(REQUEST);
  expect(looks).toBe(3);
});

test("a look that failed is not shared later", async () => {
  let looks = 0;
  const sight = async (): Promise<Sighting> => {
    looks += 1;
    if (looks === 1) throw new Error("A fault");
    return NOTHING_SEEN;
  };
  const shared = shareSightings({ sight }, () => 0);
  await expect(shared.sight(REQUEST)).rejects.toThrow("A fault");
  expect(await shared.sight(REQUEST)).toBe(NOTHING_SEEN);
});
