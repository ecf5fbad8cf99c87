/** A small collection as Postman exports it. */
import { randomUUID } from "node:crypto";

export interface ACollection {
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export function aCollection(
  wish: { readonly id?: string; readonly name?: string; readonly note?: string } = {},
): ACollection {
  const id = wish.id ?? randomUUID();
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  const request = {
    method: "GET",
    header: [],
    url: { raw: "https://example.com/pets" },
    description: wish.note ?? "",
  };
  const body = {
    info: { _postman_id: id, name: wish.name ?? "Pets", schema },
    item: [{ name: "List pets", request, response: [] }],
  };
  return { id, body };
}
