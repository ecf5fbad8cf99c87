/** Small OpenAPI descriptions of one operation, with something in the place that a test is about. */
export type Schema = object | boolean;

const OK = { description: "OK" };

export function anOperation(operation: object, more: object = {}): object {
  const paths = { "/pets": { post: { responses: { 200: OK }, ...operation } } };
  return { openapi: "3.1.0", info: { title: "Pets", version: "1" }, paths, ...more };
}

export function aRequest(schema: Schema, more: object = {}): object {
  return anOperation({ requestBody: { content: { "application/json": { schema } } } }, more);
}

export function aResponse(schema: Schema, more: object = {}): object {
  const content = { "application/json": { schema } };
  return anOperation({ responses: { 200: { ...OK, content } } }, more);
}

export function aParameter(parameter: object): object {
  return anOperation({ parameters: [{ name: "limit", in: "query", ...parameter }] });
}

export function aHeader(header: object | null): object {
  const headers = header === null ? {} : { "X-Rate": header };
  return anOperation({ responses: { 200: { ...OK, headers } } });
}

export function aProperty(schema: Schema, more: object = {}): object {
  return { type: "object", properties: { name: schema }, ...more };
}
