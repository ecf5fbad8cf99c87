/** Every address of the dashboard that a browser may open by itself: the server answers the page there, and nowhere else. */
export const PAGE_PATHS = [
  "/workspaces/:workspace",
  "/workspaces/:workspace/integrations",
  "/workspaces/:workspace/integrations/:link",
  "/workspaces/:workspace/integrations/:link/choice",
  "/workspaces/:workspace/apis",
  "/workspaces/:workspace/apis/new",
  "/workspaces/:workspace/apis/:api",
  "/workspaces/:workspace/apis/:api/versions/:version",
  "/workspaces/:workspace/apis/:api/versions/:version/history",
  "/workspaces/:workspace/apis/:api/versions/:version/history/compare",
  "/workspaces/:workspace/apis/:api/versions/:version/connect",
  "/workspaces/:workspace/collections",
  "/workspaces/:workspace/collections/new",
  "/workspaces/:workspace/collections/:collection",
  "/workspaces/:workspace/collections/:collection/compare",
  "/workspaces/:workspace/collections/:collection/backup",
] as const;
