import { describe, expect, test } from "vitest";
import {
  addressOf,
  isNetwork,
  isWithin,
  networkOf,
} from "../../../src/http/authorization/network-address.ts";

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["::FFFF:192.0.2.1", "192.0.2.1"],
  ["2001:db8::1", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["unknown", ""],
  ["192.0.2.1:80", ""],
  ["<script>", ""],
  ["", ""],
])("%j came from %j", (ip, address) => {
  expect(addressOf({ ip })).toBe(address);
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:DB8:0:0:1::", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["::", "0:0:0:0::/64"],
  ["1::", "1:0:0:0::/64"],
  ["", ""],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test.each(["192.0.2.1", "10.0.0.0/8", "0.0.0.0/0", "::/0", "2001:db8::/32", "::ffff:192.0.2.1", "::1"])(
  "%s is an address or a network",
  (text) => {
    expect(isNetwork(text)).toBe(true);
  },
);

const WRONG_LENGTHS = ["10.0.0.0/33", "2001:db8::/129", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/0x8", "::/1e1"];
const NO_ADDRESSES = [
  "",
  "10.0.0/8",
  "10.0.0.0/8 ",
  "example.org",
  "010.0.0.1",
  "10.0.0.0/8/8",
  "fe80::1%eth0",
  "*",
];

test.each([...WRONG_LENGTHS, ...NO_ADDRESSES])("%j is neither", (text) => {
  expect(isNetwork(text)).toBe(false);
  expect(isWithin([text], "10.0.0.1")).toBe(false);
});

describe("an address is within", () => {
  test.each([
    [["10.0.0.0/8"], "10.1.2.3", true],
    [["10.0.0.0/8"], "11.0.0.1", false],
    [["10.0.0.0/8"], "::ffff:10.1.2.3", true],
    [["::ffff:10.0.0.0/104"], "10.1.2.3", true],
    [["192.0.2.1"], "192.0.2.1", true],
    [["192.0.2.1"], "192.0.2.2", false],
    [["2001:db8::/32"], "2001:DB8:ffff::1", true],
    [["2001:db8::/32"], "2001:db9::1", false],
    [["192.0.2.1", "2001:db8::1"], "2001:db8::1", true],
    [["0.0.0.0/0"], "2001:db8::1", false],
    [["::/0"], "", false],
    [["0.0.0.0/0"], "unknown", false],
    [[], "192.0.2.1", false],
  ] as const)("%j: %s, %s", (networks, address, expected) => {
    expect(isWithin(networks, address)).toBe(expected);
  });
});
