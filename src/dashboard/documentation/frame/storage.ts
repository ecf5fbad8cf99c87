/**
 * A frame without an origin has neither cookies nor storage, and asking for them throws. The renderer asks; what it keeps lasts as
 * long as the frame.
 */

export function standInForStorage(first: Readonly<Record<string, string>>): void {
  Object.defineProperty(document, "cookie", { value: "", writable: true });
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(window, name, { value: storageOf(first) });
  }
}

function storageOf(first: Readonly<Record<string, string>>): Storage {
  const kept = new Map(Object.entries(first));
  return {
    get length() {
      return kept.size;
    },
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
  };
}
