/**
 * What a new sandbox holds: organisation `acme`, two repositories with real documents, an empty one, the App installed; and
 * three people: mona owns acme, paul pushes to petstore and reads catalog, rita reads catalog. All repositories are private.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Sandbox } from "./sandbox.ts";

const SEED_FOLDER = fileURLToPath(new URL("seed", import.meta.url));

/** A Postman collection that "what to try next" saves. */
export const SEED_COLLECTION = join(SEED_FOLDER, "petstore.postman_collection.json");

export async function seedSandbox(sandbox: Sandbox): Promise<void> {
  sandbox.accounts.create("acme");
  for (const name of ["petstore", "catalog"]) {
    await sandbox.repositories.create({ owner: "acme", name, files: readFolder(join(SEED_FOLDER, name)) });
  }
  await sandbox.repositories.create({ owner: "acme", name: "blank" });
  if (sandbox.apps.list().length > 0) sandbox.installations.create("acme");
}

/** Who may do what there; mona made it all. A sandbox that was seeded without them gets them. */
export function seedPeople({ users, repositories }: Sandbox): void {
  const names = ["acme/petstore", "acme/catalog"];
  const isThere = names.every((it) => repositories.get(it) !== null);
  if (!isThere || users.list().length > 1) return;
  users.setRole("mona", "acme", "admin");
  users.create("paul");
  users.setRole("paul", "acme", "member");
  users.setPermission("paul", "acme/petstore", "push");
  users.setPermission("paul", "acme/catalog", "pull");
  users.create("rita");
  users.setPermission("rita", "acme/catalog", "pull");
}

function readFolder(folder: string): Record<string, Buffer> {
  const files: Record<string, Buffer> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).split(sep).join("/")] = readFileSync(path);
  }
  return files;
}
