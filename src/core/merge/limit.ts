/** Larger texts are not merged: a schema of 12 MB is, with room to grow. */
export const MERGE_LIMIT_BYTES = 16 * 1024 * 1024;
