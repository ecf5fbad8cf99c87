import { expect, test } from "vitest";
import { claimedSignature, isSignedWith, webhookKey } from "../../../src/core/webhook/signature.ts";

// https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
const KEY = webhookKey("It's a Secret to Everybody");
const BODY = Buffer.from("Hello, World!");
const DIGITS = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

test("agrees with GitHub's own test values", () => {
  const claimed = claimedSignature(`sha256=${DIGITS}`);
  expect(claimed !== null && isSignedWith(KEY, BODY, claimed)).toBe(true);
  expect(claimed !== null && isSignedWith(KEY, Buffer.from("Hello, World."), claimed)).toBe(false);
  expect(claimed !== null && isSignedWith(webhookKey("another"), BODY, claimed)).toBe(false);
});

test.each([
  "",
  DIGITS,
  `sha1=${DIGITS.slice(0, 40)}`,
  `sha256=${DIGITS.slice(1)}`,
  `sha256=${DIGITS}0`,
  `sha256=${DIGITS.toUpperCase()}`,
  `sha256=${"é".repeat(64)}`,
  `sha256=${DIGITS}\n`,
  `x sha256=${DIGITS}`,
])("knows no signature in %j", (header) => {
  expect(claimedSignature(header)).toBeNull();
});
