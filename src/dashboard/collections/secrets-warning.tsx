import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import { type SecretsFound, secretsWords } from "./secrets-words.ts";

/** Of one collection that is known. */
export function SecretsWarning(found: SecretsFound): ReactElement | null {
  const words = secretsWords(found);
  if (words === null) return null;
  const { title, about, isPublic } = words;
  return <Banner title={title} variant={isPublic ? "critical" : "warning"} description={about} />;
}
