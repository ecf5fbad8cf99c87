import { describe, expect, test } from "vitest";
import { beginTyping, hear } from "../../src/dashboard/filters/typing.ts";

describe("a filter that is typed", () => {
  test("keeps the letters that were typed while the address followed the ones before", () => {
    const typing = { typed: "pets", told: "", asked: ["pet"] };
    expect(hear(typing, "pet")).toEqual({ typed: "pets", told: "pet", asked: [] });
  });

  test("keeps them where the address follows more than once, or leaves a step out", () => {
    const typing = { typed: "petst", told: "", asked: ["p", "pet", "pets"] };
    const heard = hear(typing, "pet");
    expect(heard).toEqual({ typed: "petst", told: "pet", asked: ["pets"] });
    expect(hear(heard, "pets").typed).toBe("petst");
  });

  test("keeps the space behind which the next word comes", () => {
    expect(hear({ typed: "pet ", told: "", asked: ["pet"] }, "pet").typed).toBe("pet ");
  });

  test("gives way to what the address says unasked", () => {
    expect(hear({ typed: "pets", told: "pet", asked: ["pets"] }, "")).toEqual(beginTyping(""));
    expect(hear(beginTyping("pet"), "store")).toEqual(beginTyping("store"));
  });

  test("stays as it is while the address says nothing new", () => {
    const typing = { typed: "pets", told: "pet", asked: [] };
    expect(hear(typing, "pet")).toBe(typing);
  });
});
