/** Which addresses may use a capability URL: who has got hold of one can use it from there only. */
import type { HookRecord } from "../db/hooks.ts";
import { isNetwork, isWithin } from "./authorization/network-address.ts";
import { HttpProblem } from "./problems.ts";

/** @throws HttpProblem `invalid_request` */
export function checkedAddresses(wish: readonly string[] | null): readonly string[] | null {
  const wrong = wish?.find((text) => !isNetwork(text));
  if (wrong === undefined) return wish;
  throw new HttpProblem(
    "invalid_request",
    `In the body: allowedAddresses: ${JSON.stringify(wrong)} is neither an address such as 192.0.2.1 nor a network such as 192.0.2.0/24.`,
  );
}

/** @throws HttpProblem `address_not_allowed` */
export function requireAllowed({ allowedAddresses }: HookRecord, address: string): void {
  if (allowedAddresses === null || isWithin(allowedAddresses, address)) return;
  const seen = address === "" ? "an address that is not known" : address;
  throw new HttpProblem(
    "address_not_allowed",
    `The hook takes saves from certain addresses only, and this came from ${seen}. Nothing was saved.`,
    { members: { address } },
  );
}
