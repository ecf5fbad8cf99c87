const LARGEST_BYTES = 25 * 1024 * 1024;

/** A file's text as it is; or what is wrong with it, before anything is sent. */
export async function readText(
  file: File,
): Promise<{ readonly text: string; readonly fault: string | null }> {
  if (file.size > LARGEST_BYTES)
    return { text: "", fault: "The file is larger than 25 MB: make it smaller, or split it." };
  try {
    const bytes = await file.arrayBuffer();
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes), fault: null };
  } catch {
    return { text: "", fault: "The file is not UTF-8 text: save it as UTF-8, and choose it again." };
  }
}
