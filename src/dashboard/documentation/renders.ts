const RENDERED = ["openapi", "asyncapi", "graphql"];

/** Whether there is a renderer for documents of the kind. */
export function isRendered(kind: string | null): boolean {
  return RENDERED.some((begins) => kind?.startsWith(begins) === true);
}
