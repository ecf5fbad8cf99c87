/** The dashboard as it was built: what browsers are sent. */

export interface BundleFile {
  readonly type: string;
  readonly content: Uint8Array;
  /** The same, packed; null where that was not worth it. */
  readonly brotli: Uint8Array | null;
  readonly gzip: Uint8Array | null;
}

export type BundleState =
  | { readonly kind: "building" }
  | { readonly kind: "failed" }
  | {
      readonly kind: "ready";
      /** HTML with a given nonce for the styles that the editor makes. */
      readonly page: (nonce: string) => string;
      /** HTML of what shows documentation, in a frame without an origin. */
      readonly frame: (nonce: string) => string;
      /** By the path in their address, `/assets/main-Bx3…js`. Names change with contents. */
      readonly files: ReadonlyMap<string, BundleFile>;
    };

export interface Bundle {
  readonly state: BundleState;
}
