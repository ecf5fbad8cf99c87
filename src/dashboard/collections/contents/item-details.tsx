import type { ReactElement } from "react";
import type { Fields } from "../../../core/fields.ts";
import rows from "../../styles/rows.module.css";
import own from "./contents.module.css";
import { detailsOf } from "./details-of.ts";
import { LongTextView } from "./long-text-view.tsx";
import { ValueList } from "./value-list.tsx";

/** Of an item, or of the whole collection. */
export function ItemDetails({ source }: { readonly source: Fields }): ReactElement {
  const { description, groups, texts } = detailsOf(source);
  return (
    <div className={own.details}>
      {description !== "" && <p className={own.description}>{description}</p>}
      {groups.map(({ title, values }) => (
        <div key={title}>
          <h3>{title}</h3>
          <ValueList values={values} />
        </div>
      ))}
      {texts.map((text, index) => (
        // Two may be called alike, and none moves.
        <LongTextView key={`${index} ${text.title}`} {...text} />
      ))}
      {description === "" && groups.length + texts.length === 0 && (
        <p className={rows.small}>Nothing more is said of it.</p>
      )}
    </div>
  );
}
