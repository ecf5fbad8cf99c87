/** What a walk over a JSON or YAML text reports, in document order. Offsets are into the text. */
export interface TreeVisitor {
  open(kind: "map" | "list", offset: number): void;
  close(): void;
  /** A key of the map that is open. */
  key(name: string, offset: number): void;
  /** The value as it is written, quotes included. */
  scalar(start: number, end: number): void;
  /** Asked after each report: true ends the walk. */
  isDone(): boolean;
}
