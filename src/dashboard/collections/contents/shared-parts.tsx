import type { ReactElement } from "react";
import type { Fields } from "../../../core/fields.ts";
import sections from "../collections.module.css";
import own from "./contents.module.css";
import { hasDetails, variablesOf } from "./details-of.ts";
import { ItemDetails } from "./item-details.tsx";
import { ValueList } from "./value-list.tsx";

/** What the collection has for all its requests. */
export function SharedParts({ source }: { readonly source: Fields }): ReactElement {
  const variables = variablesOf(source);
  return (
    <>
      {variables.length > 0 && (
        <section className={sections.section} aria-labelledby="variables-heading">
          <h2 id="variables-heading">{`Variables (${variables.length})`}</h2>
          <ValueList values={variables} />
        </section>
      )}
      {hasDetails(source) && (
        <section className={`${sections.section} ${own.shared}`} aria-labelledby="shared-heading">
          <h2 id="shared-heading">For all requests</h2>
          <ItemDetails source={source} />
        </section>
      )}
    </>
  );
}
