/** The pages that are built, below src/dashboard and below what is built alike. */
export const PAGE = "index.html";
/** What shows documentation, apart from all else. */
export const FRAME_PAGE = "documentation/frame/frame.html";
