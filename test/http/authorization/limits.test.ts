import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Attempt, type Limits, makeLimits } from "../../../src/http/authorization/limits.ts";

const ADDRESS = "192.0.2.1";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What each failure answers. */
async function fail(limits: Limits, times: number, address = ADDRESS, attempt: Attempt = "token") {
  const waits: number[] = [];
  for (let time = 0; time < times; time++) waits.push(await limits.failed(attempt, address));
  return waits;
}

describe("failed attempts", () => {
  test("ten in a minute are free, the next begins a wait of a minute", async () => {
    const limits = makeLimits();
    expect(await fail(limits, 11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60]);
    expect(await limits.waitSeconds("token", ADDRESS)).toBe(60);
    vi.advanceTimersByTime(20_500);
    expect(await limits.waitSeconds("token", ADDRESS)).toBe(40);
    vi.advanceTimersByTime(39_500);
    expect(await limits.waitSeconds("token", ADDRESS)).toBe(0);
  });

  test("slow ones cost nothing", async () => {
    const limits = makeLimits();
    for (let minute = 0; minute < 5; minute++) {
      expect(await fail(limits, 10)).toEqual(Array.from({ length: 10 }, () => 0));
      vi.advanceTimersByTime(60_000);
    }
  });

  test("each wait is twice the one before, up to an hour, and hours of quiet forget", async () => {
    const limits = makeLimits();
    const waits: number[] = [];
    for (let round = 0; round < 9; round++) {
      await fail(limits, 11);
      const seconds = await limits.waitSeconds("token", ADDRESS);
      waits.push(seconds);
      vi.advanceTimersByTime(seconds * 1000);
    }
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]);
    vi.advanceTimersByTime(6 * 3_600_000);
    expect((await fail(limits, 11)).at(-1)).toBe(60);
  });

  test("those during a wait do not make it longer", async () => {
    const limits = makeLimits();
    await fail(limits, 11);
    vi.advanceTimersByTime(10_000);
    expect(await fail(limits, 100)).toEqual(Array.from({ length: 100 }, () => 50));
  });

  test("at once, they begin one wait", async () => {
    const limits = makeLimits();
    await Promise.all(Array.from({ length: 100 }, () => limits.failed("token", ADDRESS)));
    expect(await limits.waitSeconds("token", ADDRESS)).toBe(60);
  });

  test("count apart by kind and by network", async () => {
    const limits = makeLimits();
    await fail(limits, 11, "2001:db8:1:2::1");
    for (const address of ["2001:db8:1:2:ffff::", "2001:DB8:1:2::9"]) {
      expect(await limits.waitSeconds("token", address)).toBe(60);
    }
    for (const address of ["2001:db8:1:3::1", "2001:db8::1", ADDRESS, ""]) {
      expect(await limits.waitSeconds("token", address)).toBe(0);
    }
    expect(await limits.waitSeconds("hook", "2001:db8:1:2::1")).toBe(0);
  });

  test("of more networks than are remembered, the oldest is forgotten", async () => {
    const limits = makeLimits({ remembered: 3 });
    await fail(limits, 11, "192.0.2.1");
    await fail(limits, 11, "192.0.2.2");
    await fail(limits, 1, "192.0.2.1");
    for (const last of [3, 4]) await fail(limits, 1, `192.0.2.${last}`);
    expect(await limits.waitSeconds("token", "192.0.2.1")).toBe(60);
    expect(await limits.waitSeconds("token", "192.0.2.2")).toBe(0);
    expect(vi.getTimerCount()).toBeLessThanOrEqual(6);
    await fail(limits, 1, "192.0.2.9", "hook");
    expect(await limits.waitSeconds("token", "192.0.2.1")).toBe(60);
  });
});
