/** What more there is of a folder, a request or the collection itself, once somebody looks. */
import { type Fields, isFields } from "../../../core/fields.ts";
import { addressOf, listAt, textAt } from "./contents-of.ts";
import { isLiteral, looksSecret, maskAddress } from "../../secrets/looks-secret.ts";

export interface NamedValue {
  readonly name: string;
  readonly value: string;
  readonly isHidden: boolean;
  /** Switched off. */
  readonly isOff: boolean;
}

export interface ValueGroup {
  readonly title: string;
  readonly values: readonly NamedValue[];
}

export interface LongText {
  readonly title: string;
  readonly text: string;
  readonly isHidden: boolean;
}

export interface Details {
  readonly description: string;
  readonly groups: readonly ValueGroup[];
  readonly texts: readonly LongText[];
}

/** @param source an item, or the collection */
export function detailsOf(source: Fields): Details {
  const request = isFields(source["request"]) ? source["request"] : {};
  const owner = isFields(source["info"]) ? source["info"] : source;
  const body = isFields(request["body"]) ? request["body"] : {};
  const groups: readonly ValueGroup[] = [
    { title: "Address", values: addressValues(source) },
    { title: "Authorization", values: authValues(request["auth"] ?? source["auth"]) },
    { title: "Headers", values: valuesOf(listAt(request, "header")) },
    { title: "Body", values: valuesOf([...listAt(body, "urlencoded"), ...listAt(body, "formdata")]) },
  ];
  return {
    description: descriptionOf(request) || descriptionOf(owner),
    groups: groups.filter(({ values }) => values.length > 0),
    texts: [
      ...bodyTexts(body),
      ...listAt(source, "event").map(scriptOf),
      ...listAt(source, "response").map(exampleOf),
    ].filter(({ text }) => text.trim() !== ""),
  };
}

export function hasDetails(source: Fields): boolean {
  const { description, groups, texts } = detailsOf(source);
  return description !== "" || groups.length + texts.length > 0;
}

export function variablesOf(source: Fields): readonly NamedValue[] {
  return valuesOf(listAt(source, "variable"));
}

function valuesOf(pairs: readonly Fields[]): readonly NamedValue[] {
  return pairs.map((pair) => {
    const name = textAt(pair, "key") || textAt(pair, "id") || textAt(pair, "name");
    const value = shown(pair["value"] ?? pair["src"]);
    const isSecret = pair["type"] === "secret" && isLiteral(value);
    return { name, value, isHidden: isSecret || looksSecret(name, value), isOff: pair["disabled"] === true };
  });
}

function addressValues(source: Fields): readonly NamedValue[] {
  const address = addressOf(source);
  if (address === "") return [];
  return [{ name: "URL", value: address, isHidden: maskAddress(address) !== address, isOff: false }];
}

/** Its parameters are a list of pairs in format v2.1, an object in v2.0. All of them are hidden but those that are variables. */
function authValues(auth: unknown): readonly NamedValue[] {
  if (!isFields(auth)) return [];
  const type = textAt(auth, "type");
  const parameters = auth[type];
  const pairs: readonly Fields[] = Array.isArray(parameters)
    ? listAt(auth, type)
    : Object.entries(isFields(parameters) ? parameters : {}).map(([key, value]) => ({ key, value }));
  const values = pairs.map((pair) => {
    const value = shown(pair["value"]);
    return { name: textAt(pair, "key"), value, isHidden: isLiteral(value), isOff: false };
  });
  return [{ name: "type", value: type, isHidden: false, isOff: false }, ...values];
}

function bodyTexts(body: Fields): readonly LongText[] {
  const graphql = isFields(body["graphql"]) ? body["graphql"] : {};
  return [
    longText("Body", textAt(body, "raw")),
    longText("GraphQL query", textAt(graphql, "query")),
    longText("GraphQL variables", shown(graphql["variables"])),
  ];
}

const LISTENERS: Readonly<Record<string, string>> = {
  prerequest: "Script before the request",
  test: "Script after the answer",
};

function scriptOf(event: Fields): LongText {
  const listen = textAt(event, "listen");
  const script = isFields(event["script"]) ? event["script"]["exec"] : event["script"];
  const lines = Array.isArray(script) ? script.filter((line) => typeof line === "string") : [shown(script)];
  return longText(LISTENERS[listen] ?? `Script: ${listen}`, lines.join("\n"));
}

function exampleOf(response: Fields): LongText {
  const code = shown(response["code"]);
  const title = `Example: ${textAt(response, "name") || "Untitled"}${code === "" ? "" : ` (${code})`}`;
  return longText(title, textAt(response, "body") || "No body.");
}

function longText(title: string, text: string): LongText {
  return { title, text, isHidden: looksSecret("", text) };
}

function descriptionOf(holder: Fields): string {
  const { description } = holder;
  return isFields(description) ? textAt(description, "content") : textAt(holder, "description");
}

function shown(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}
