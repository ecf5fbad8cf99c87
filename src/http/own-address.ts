/** Where this server is, by its configuration; never by what a request says of it. */
import type { ApiServer, HttpConfig } from "./dependencies.ts";

/** Without a slash at the end. Where PUBLIC_URL is empty, the address that it listens on. */
export function ownAddress({ server }: Pick<ApiServer, "server">, { publicUrl }: HttpConfig): string {
  return publicUrl === "" ? `http://localhost${listeningPort(server)}` : publicUrl;
}

/** What browsers may name as the origin of this server's own pages. */
export function ownOrigins(
  { server }: Pick<ApiServer, "server">,
  { publicUrl }: HttpConfig,
): readonly string[] {
  if (publicUrl !== "") return [new URL(publicUrl).origin];
  const port = listeningPort(server);
  return ["localhost", "127.0.0.1", "[::1]"].map((name) => `http://${name}${port}`);
}

/** Empty before it listens. */
function listeningPort(server: ApiServer["server"]): string {
  const address = server.address();
  return typeof address === "object" && address !== null ? `:${address.port}` : "";
}
