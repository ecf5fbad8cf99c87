/** The API's description as a document for people: docs/api.md. */
import { type Fields, isFields } from "../../src/core/fields.ts";

interface Described {
  readonly info: { readonly description: string };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Fields>>>>;
}

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly of: Fields;
}

const BELOW = "/api/v1/workspaces/{workspace}/";

export function apiDocument(described: Described): string {
  const operations = Object.entries(described.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]): Operation => ({ method: method.toUpperCase(), path, of })),
  );
  const shown: Shown = new Map();
  const sections = described.tags.map((tag) => {
    const own = operations.filter(({ of }) => listAt(of, "tags")[0] === tag.name);
    return own.length === 0 ? "" : sectionOf(tag, own, shown);
  });
  return `${HEAD}\n${described.info.description}\n\n${ADDRESSES}\n${sections.join("")}`.trimEnd() + "\n";
}

const HEAD = `# The API

Made from the description that the server gives at \`/api/v1/openapi.json\` by \`npm run api-docs\`: change the routes, not this file.
What goes wrong is answered as listed in [api-errors.md](api-errors.md).
`;

const ADDRESSES = `Addresses without a leading \`/\` are below \`/api/v1/workspaces/{workspace}/\`. Lists are \`{"items": […], "next": cursor | null}\`; send
\`next\` as \`cursor\` for the next page. Reads carry an \`ETag\` and take \`If-None-Match\`. A POST below a workspace takes an
\`Idempotency-Key\`: sent again under it within 24 hours, it makes nothing twice and is answered the same again.
`;

/** Where a shape was shown first, by its name: it is shown once. */
type Shown = Map<string, string>;

function sectionOf(
  { name, description }: Described["tags"][number],
  operations: readonly Operation[],
  shown: Shown,
): string {
  const rows = operations.map(({ method, path, of }) => {
    const anchor = textAt(of, "operationId");
    return `| [\`${method} ${addressOf(path)}\`](#${anchor.toLowerCase()}) | ${cell(textAt(of, "summary"))} |`;
  });
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const parts = operations.map((operation) => operationPart(operation, shown));
  return `\n## ${title}\n\n${description}\n\n| route | |\n|---|---|\n${rows.join("\n")}\n\n${parts.join("\n")}`;
}

function operationPart({ method, path, of }: Operation, shown: Shown): string {
  const id = textAt(of, "operationId");
  const lines = [`### ${id}`, "", `\`${method} ${path}\``, "", `${textAt(of, "summary")}.`];
  const more = textAt(of, "description");
  if (more !== "") lines.push("", more);
  const parameters = listAt(of, "parameters").filter(isFields);
  const told = parameters.filter((one) => textAt(one, "description") !== "" || one["in"] === "query");
  if (told.length > 0) lines.push("", "| parameter | in | |", "|---|---|---|", ...told.map(parameterRow));
  if ("requestBody" in of)
    lines.push(...example({ title: "Send", body: fieldsAt(of, "requestBody"), id }, shown));
  for (const [status, response] of Object.entries(fieldsAt(of, "responses"))) {
    if (!status.startsWith("2") || !isFields(response)) continue;
    lines.push(...example({ title: `Answer ${status}`, body: response, id }, shown));
  }
  return `${lines.join("\n")}\n`;
}

function parameterRow(parameter: Fields): string {
  const description =
    textAt(parameter, "description") || textAt(fieldsAt(parameter, "schema"), "description");
  const name = `\`${textAt(parameter, "name")}\`${parameter["required"] === true ? ", required" : ""}`;
  return `| ${name} | ${textAt(parameter, "in")} | ${cell(description)} |`;
}

interface Told {
  readonly title: string;
  /** A request's body, or a response. */
  readonly body: Fields;
  readonly id: string;
}

function example({ title, body, id }: Told, shown: Shown): string[] {
  const description = textAt(body, "description");
  const said = description === "" || description === "Default Response" ? "" : ` ${description}`;
  const [first] = Object.entries(fieldsAt(body, "content"));
  if (first === undefined) return ["", `${title}.${said}`];
  const [type, media] = first;
  if (!isFields(media)) return [];
  const shape = textAt(fieldsAt(media, "schema"), "$ref").split("/").at(-1) ?? "";
  const before = shown.get(shape);
  if (before !== undefined) return ["", `${title}: as at [${before}](#${before.toLowerCase()}).${said}`];
  if (shape !== "") shown.set(shape, id);
  const sample = media["example"];
  const isText = typeof sample === "string";
  const text = isText ? sample.trimEnd() : JSON.stringify(sample, null, 2);
  return ["", `${title}, \`${type}\`.${said}`, "", isText ? "```" : "```json", text, "```"];
}

function addressOf(path: string): string {
  return path.startsWith(BELOW) ? path.slice(BELOW.length) : path;
}

function cell(text: string): string {
  return text.replaceAll("|", String.raw`\|`).replaceAll("\n", " ");
}

function textAt(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === "string" ? value : "";
}

function fieldsAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : {};
}

function listAt(fields: Fields, key: string): readonly unknown[] {
  const value = fields[key];
  return Array.isArray(value) ? value : [];
}
