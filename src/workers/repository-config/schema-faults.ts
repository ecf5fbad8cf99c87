/** What the schema finds wrong, in sentences for whoever wrote the file. */
import type { TLocalizedValidationError } from "typebox/error";
import { segmentsOf } from "../locate-pointers.ts";

export interface SchemaFault {
  readonly pointer: string;
  readonly onKey: boolean;
  readonly message: string;
}

type Found = Pick<TLocalizedValidationError, "keyword" | "instancePath" | "params">;

/** @param below the pointer of the value that was checked */
export function faultsIn(found: readonly Found[], below = ""): readonly SchemaFault[] {
  return found.flatMap(({ keyword, instancePath: inside, params }): readonly SchemaFault[] => {
    const instancePath = `${below}${inside}`;
    const members = membersIn(params);
    if (keyword === "additionalProperties") {
      return members.map((name) => {
        const pointer = `${instancePath}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        return { pointer, onKey: true, message: `There is no key "${name}" here: correct or remove it.` };
      });
    }
    const sentence = sentenceFor(keyword, params, { name: nameOf(instancePath), members });
    return sentence === null ? [] : [{ pointer: instancePath, onKey: false, message: sentence }];
  });
}

interface Subject {
  readonly name: string;
  readonly members: readonly string[];
}

/** Null: said by another one. */
function sentenceFor(keyword: string, params: object, { name, members }: Subject): string | null {
  switch (keyword) {
    case "boolean":
      return null;
    case "required":
      return `${name} lacks ${members.map((member) => `"${member}"`).join(" and ")}: add it.`;
    case "type":
      return `${name} must be ${KINDS[String(param(params, "type"))] ?? "of another type"}.`;
    case "const":
      return `${name} must be ${String(param(params, "allowedValue"))}.`;
    case "enum":
      return `${name} must be one of ${listed(param(params, "allowedValues"))}.`;
    case "minLength":
      return `${name} must not be empty.`;
    case "maxLength":
      return `${name} is too long: at most ${String(param(params, "limit"))} characters.`;
    case "maxItems":
      return `${name} has too many entries: at most ${String(param(params, "limit"))}; divide them, or use patterns.`;
    case "pattern":
      return name === '"quiet"'
        ? '"quiet" is a number with s, m or h, such as 30s.'
        : `${name} must be a UUID, such as 12ece9e1-2abf-4edc-8e34-de66e74114d2.`;
    default:
      return `${name} is not as it should be (${keyword}).`;
  }
}

const KINDS: Readonly<Record<string, string>> = {
  object: "a map of keys and values",
  array: "a list, each entry after a dash",
  string: "a text: put it in quotation marks where it is a number",
  boolean: "true or false",
};

function nameOf(pointer: string): string {
  const [last, list] = segmentsOf(pointer).toReversed();
  if (last === undefined) return "The file";
  return list !== undefined && /^\d+$/.test(last) ? `This entry of "${list}"` : `"${last}"`;
}

function membersIn(params: object): readonly string[] {
  const named = param(params, "additionalProperties") ?? param(params, "requiredProperties");
  return Array.isArray(named) ? named.map(String) : [];
}

function listed(values: unknown): string {
  return Array.isArray(values) ? values.map(String).join(", ") : String(values);
}

function param(params: object, key: string): unknown {
  return Reflect.get(params, key);
}
