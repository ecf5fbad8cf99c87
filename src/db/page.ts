/** A page of a list in id order. */
export interface Page {
  /** The last id of the page before; 0 for the first page. */
  readonly after: number;
  readonly limit: number;
}
