/** The few texts that users of the model write: few, so that the same one comes again. Short, so that none is compressed. */

/** A text that the repositories' rules refuse. */
export const FORBIDDEN = "SECRET";

/** Every text names the account whose users wrote it. */
export function schemaText(account: string, number: number): Buffer {
  if (number === 7) return Buffer.from(`# ${account} ${FORBIDDEN}\n`);
  return Buffer.from(`openapi: 3.1.0\n# ${account} ${number}\n`);
}

/** As somebody else's tools write schemas: other line endings, no text at all. */
export function foreignSchemaText(account: string, number: number): Buffer {
  switch (number) {
    case 8:
      return Buffer.from([0xff, 0x00, account.length]);
    case 9:
      return Buffer.from(`openapi: 3.1.0\r\n# ${account} 1\r\n`);
    default:
      return schemaText(account, number % 7);
  }
}

export function collectionUid(account: string, index: number): string {
  const digit = account === "acme" ? "a" : "b";
  return `${digit.repeat(8)}-1111-4111-8111-${String(index).padStart(12, "0")}`;
}

export function collectionName(account: string, number: number): string {
  return number === 7 ? `${account} ${FORBIDDEN}` : `${account} ${number}`;
}

export function collectionText(account: string, uid: string, number: number): Buffer {
  const collection = { info: { _postman_id: uid, name: collectionName(account, number) }, item: [] };
  return Buffer.from(JSON.stringify(collection));
}

/** As a bot or an editor leaves a collection's file: another layout, or no collection at all. */
export function foreignCollectionText(account: string, uid: string, number: number): Buffer {
  const value: unknown = JSON.parse(collectionText(account, uid, number % 3).toString("utf8"));
  switch (number % 5) {
    case 0:
      return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
    case 1:
      return Buffer.from(JSON.stringify(value, null, 2).replaceAll("\n", "\r\n"));
    case 2:
      return Buffer.from(JSON.stringify(value));
    case 3:
      return Buffer.from(`{"not": "a collection", "of": "${account}"}\n`);
    default:
      return Buffer.from(`${JSON.stringify(value, null, "\t")}\n`);
  }
}
