import { vi } from "vitest";

/** What a browser keeps for its pages. */
export function aStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

/** Until the test is over. Answers how to go to a new tab, or back to one. */
export function aBrowser(): { tab(name: string): void; readonly local: Storage } {
  const local = aStorage();
  const tabs = new Map<string, Storage>();
  vi.stubGlobal("localStorage", local);
  return {
    local,
    tab(name) {
      const own = tabs.get(name) ?? aStorage();
      tabs.set(name, own);
      vi.stubGlobal("sessionStorage", own);
    },
  };
}
