import { Checkbox } from "@primer/react";
import { memo, type ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { DocumentName } from "../documents/document-name.tsx";
import { useDocumentName } from "../documents/use-document-name.ts";
import { PageLink } from "../shell/page-link.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { sentenceOf } from "./link-state.ts";
import { PlaceLink } from "./place-link.tsx";
import { StateLabel } from "./state-label.tsx";
import own from "./table.module.css";

export interface LinksTableProps {
  readonly workspace: string;
  readonly links: readonly Link[];
  /** False: who looks may change none of them. */
  readonly mayChoose: boolean;
  readonly chosen: ReadonlyMap<number, Link>;
  readonly onToggle: (link: Link) => void;
  /** All of these, or none of them. */
  readonly onToggleAll: (isChosen: boolean) => void;
}

/** On a narrow screen each row becomes a card; browsers still tell of a table. */
export function LinksTable(props: LinksTableProps): ReactElement {
  const { workspace, links, mayChoose, chosen, onToggle, onToggleAll } = props;
  const count = links.filter(({ id }) => chosen.has(id)).length;
  return (
    <table className={own.table}>
      <caption className={own.caption}>Integrations</caption>
      <thead>
        <tr>
          <th scope="col">
            <Checkbox
              aria-label="Choose all on this page"
              disabled={!mayChoose}
              checked={count > 0 && count === links.length}
              indeterminate={count > 0 && count < links.length}
              onChange={({ target }) => onToggleAll(target.checked)}
            />
          </th>
          {["Document", "File on GitHub", "Saves become", "State", "Last verified", "Owner"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <Row
            key={link.id}
            workspace={workspace}
            link={link}
            mayChoose={mayChoose}
            isChosen={chosen.has(link.id)}
            onToggle={onToggle}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly workspace: string;
  readonly link: Link;
  readonly mayChoose: boolean;
  readonly isChosen: boolean;
  readonly onToggle: (link: Link) => void;
}

const MODES = {
  auto: "Commits or pull requests",
  commit: "Commits",
  pull_request: "Pull requests",
} as const;

/** Drawn again only where something of it has changed. */
const Row = memo(function Row({ workspace, link, mayChoose, isChosen, onToggle }: RowProps): ReactElement {
  const params = { workspace, link: String(link.id) };
  const name = useDocumentName(workspace, link.document);
  return (
    <tr className={own.row}>
      <td className={own.choice}>
        <Checkbox
          aria-label={name === undefined ? `Choose ${link.path}` : `Choose ${name}, ${link.path}`}
          checked={isChosen}
          disabled={!mayChoose}
          onChange={() => onToggle(link)}
        />
      </td>
      <th scope="row">
        <PageLink to="/workspaces/$workspace/integrations/$link" params={params}>
          <strong>
            <DocumentName workspace={workspace} document={link.document} />
          </strong>
        </PageLink>
        <div className={rows.small}>
          {link.kind === "schema" ? "API schema, both ways" : "Collection, backed up"}
        </div>
      </th>
      <td>
        <PlaceLink link={link} />
      </td>
      <td data-label="Saves become">{MODES[link.mode]}</td>
      <td>
        <StateLabel state={link.state} />
        <div className={rows.small}>{sentenceOf(link)}</div>
      </td>
      <td data-label="Last verified">
        <Verified link={link} />
      </td>
      <td data-label="Owner">{link.owner === "file" ? "Config file" : "Dashboard"}</td>
    </tr>
  );
});

function Verified({ link: { head, verifiedAt } }: { readonly link: Link }): ReactElement {
  if (verifiedAt === null) return <span className={rows.small}>not yet</span>;
  return (
    <>
      <Moment at={verifiedAt} />{" "}
      {head !== null && (
        <div className={rows.small}>
          at <code>{head.slice(0, 7)}</code>
        </div>
      )}
    </>
  );
}
