/** Which literals of a collection look like secrets, in the ways in which its contents are shown without them. */
import { kindOfText } from "../../core/collection/secrets.ts";
import { isLiteral, looksSecret, maskAddress } from "./looks-secret.ts";
import type { Holder, Literal } from "./literals.ts";

export function secretLiterals(holder: Holder): readonly Literal[] {
  if (holder.key === "exec") return secretLines(holder);
  const isAuth = isWithin(holder, "auth");
  const pair = pairOf(holder);
  return holder.literals.filter((literal) => {
    const { key, value } = literal;
    if (isAuth) return key !== "key" && key !== "type" && isLiteral(value);
    if (literal === pair?.value) return pair.isSecret || looksSecret(pair.name, value);
    return kindOfText(value) !== null || isSecretPlace(literal, holder);
  });
}

function isWithin(holder: Holder | null, key: string): boolean {
  return holder !== null && (holder.key === key || isWithin(holder.parent, key));
}

interface PairOfNames {
  readonly name: string;
  readonly value: Literal;
  /** It says so itself. */
  readonly isSecret: boolean;
}

/** Variables, headers, parameters and fields. */
function pairOf({ literals }: Holder): PairOfNames | null {
  const textAt = (wanted: string): string => literals.find(({ key }) => key === wanted)?.value ?? "";
  const value = literals.find(({ key }) => key === "value") ?? literals.find(({ key }) => key === "src");
  if (value === undefined) return null;
  const name = textAt("key") || textAt("id") || textAt("name");
  return { name, value, isSecret: textAt("type") === "secret" && isLiteral(value.value) };
}

/** A script is a list of lines, and a key may take several of them. */
function secretLines({ literals }: Holder): readonly Literal[] {
  const alone = literals.filter(({ value }) => kindOfText(value) !== null);
  const isSpread = kindOfText(literals.map(({ value }) => value).join("\n")) === "private_key";
  return isSpread || alone.length > 0 ? (isSpread ? literals : alone) : [];
}

/** Addresses, and the headers of format v2.0, which are one text. */
function isSecretPlace({ key, value }: Literal, holder: Holder): boolean {
  if (key === "header") {
    return value.split("\n").some((line) => {
      const [name = "", ...rest] = line.split(":");
      return looksSecret(name, rest.join(":"));
    });
  }
  const isAddress = key === "url" || key === "request" || (key === "raw" && holder.key === "url");
  return isAddress && maskAddress(value) !== value;
}
