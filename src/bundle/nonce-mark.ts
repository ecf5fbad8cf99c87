/** Stands in the built page for the nonce of each answer: CodeMirror makes its style sheets while it runs. */
export const NONCE_MARK = "__NONCE__";
