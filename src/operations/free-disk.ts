import { statfs } from "node:fs/promises";

/** Bytes that are free to this user on the disk that the folder lies on; null where the system does not say. */
export async function freeDiskBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return null;
  }
}
