/** Words that occur nowhere else, each planted in one thing: whoever reads one has seen that thing. */

/** What must be seen for the marker to be seen. Ids are row ids. */
export type Hidden =
  | { readonly kind: "workspace"; readonly workspace: number }
  /** What belongs to the workspace's admins: settings, deliveries, addresses. */
  | { readonly kind: "admins"; readonly workspace: number }
  | { readonly kind: "repository"; readonly repository: number }
  | { readonly kind: "document"; readonly document: number }
  | { readonly kind: "api"; readonly api: number }
  | { readonly kind: "text"; readonly workspace: number; readonly blob: string }
  /** Its name: told with what it did. */
  | { readonly kind: "token"; readonly workspace: number }
  /** The directory of a hook into the repository. */
  | { readonly kind: "hook"; readonly repository: number; readonly marker: string };

export interface Markers {
  /** A new word; what it is planted in is said now or, where that has no id yet, by `hide`. */
  plant(hidden?: Hidden): string;
  hide(marker: string, hidden: Hidden): void;
  hiddenBy(marker: string): Hidden | undefined;
  of(kind: Hidden["kind"]): readonly string[];
}

export function plantMarkers(): Markers {
  const planted = new Map<string, Hidden | undefined>();
  return {
    plant(hidden) {
      const marker = `zq${String(planted.size).padStart(4, "0")}zq`;
      planted.set(marker, hidden);
      return marker;
    },
    hide: (marker, hidden) => void planted.set(marker, hidden),
    hiddenBy: (marker) => planted.get(marker),
    of: (kind) => [...planted].filter(([, hidden]) => hidden?.kind === kind).map(([marker]) => marker),
  };
}

export function markersIn(text: string): readonly string[] {
  return [...new Set(text.match(/zq\d{4}zq/g))];
}
