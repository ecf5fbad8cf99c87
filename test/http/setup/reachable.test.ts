import { expect, test } from "vitest";
import { canDeliver } from "../../../src/http/setup/reachable.ts";

test.each([
  ["https://lockstep.example.org", true],
  ["http://203.0.114.7:3000", true],
  ["https://[2606:4700::1]", true],
  ["http://localhost:3000", false],
  ["http://lockstep.localhost", false],
  ["http://127.0.0.1:3000", false],
  ["http://127.1:3000", false],
  ["http://[::1]:3000", false],
  ["http://10.1.2.3", false],
  ["http://172.16.0.1", false],
  ["http://172.32.0.1", true],
  ["http://192.168.1.5:3000", false],
  ["http://169.254.1.1", false],
  ["http://100.64.0.1", false],
  ["http://0.0.0.0:3000", false],
  ["http://[fd00::1]", false],
  ["http://[fe80::1]", false],
  ["http://[::ffff:10.0.0.1]", false],
  ["http://lockstep", false],
  ["http://lockstep.local", false],
  ["http://lockstep.corp.internal.", false],
])("github.com can deliver to %s: %s", (address, can) => {
  expect(canDeliver("github.com", address)).toBe(can);
});

test.each([
  ["github.example.com", "http://10.1.2.3:3000", true],
  ["github.example.com", "http://lockstep.local", true],
  ["github.example.com", "http://localhost:3000", false],
  ["127.0.0.1:4000", "http://localhost:3000", true],
  ["github.localhost", "http://127.0.0.1:3000", true],
])("%s can deliver to %s: %s", (hostname, address, can) => {
  expect(canDeliver(hostname, address)).toBe(can);
});
