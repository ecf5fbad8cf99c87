/** What is hidden until somebody asks for it. Better too much than too little: one press shows it. */
import { kindOfText } from "../../core/collection/secrets.ts";

const SECRET_NAME =
  /token|secret|passw|pwd|pass$|api[-_ ]?key|access[-_ ]?key|private|credential|signature|authorization|cookie|session/i;

/** Nothing but variables (`{{token}}`) is no secret. */
export function isLiteral(text: string): boolean {
  return text.replace(/\{\{[^{}]{0,200}\}\}/g, "").trim() !== "";
}

/** @param name of the variable, header or parameter; empty: it has none */
export function looksSecret(name: string, text: string): boolean {
  return isLiteral(text) && (SECRET_NAME.test(name) || kindOfText(text) !== null);
}

export const HIDDEN = "••••••";

/** Passwords and parameters that look like secrets are left out. */
export function maskAddress(address: string): string {
  const masked = address
    .replace(/(:\/\/[^\s/:@?#]{0,100}:)[^\s/@?#]{1,200}@/, `$1${HIDDEN}@`)
    .replace(/([?&])([^=&#]{1,100})=([^&#]*)/g, (whole, sign: string, name: string, value: string) =>
      looksSecret(name, value) ? `${sign}${name}=${HIDDEN}` : whole,
    );
  return kindOfText(masked.replaceAll(HIDDEN, "{{hidden}}")) === null ? masked : HIDDEN;
}
