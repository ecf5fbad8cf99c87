/** Files that exist match by exact bytes; what git cannot have at all is not asked for. */
export function isPossiblePath(path: string): boolean {
  const segments = path.split("/");
  return (
    path.isWellFormed() &&
    !/[\p{Cc}]/u.test(path) &&
    segments.every((segment) => segment !== "" && segment !== "." && segment !== "..")
  );
}
