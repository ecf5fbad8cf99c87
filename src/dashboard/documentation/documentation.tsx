import { BookIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { documentationQuery } from "../api/documentation.ts";
import type { VersionAddress } from "../api/schema.ts";
import { kindName } from "../apis/kind-name.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { NewerText } from "./newer-text.tsx";
import { RenderedText } from "./rendered-text.tsx";
import { isRendered } from "./renders.ts";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export interface DocumentationProps {
  readonly address: VersionAddress;
  readonly kind: string | null;
  readonly revision: Revision | null;
}

export function Documentation({ address, kind, revision }: DocumentationProps): ReactElement {
  if (revision === null) {
    return (
      <Empty
        icon={BookIcon}
        title="There is nothing to document yet"
        actions={
          <PageLink to={VERSION} params={address}>
            Write the schema, or connect a file
          </PageLink>
        }
      >
        This version has no schema. Its documentation is made of it as soon as there is one.
      </Empty>
    );
  }
  if (!isRendered(kind)) {
    return (
      <Empty
        icon={BookIcon}
        title={`${kindName(kind)} is not rendered here`}
        actions={
          <PageLink to={VERSION} params={address}>
            Outline and text
          </PageLink>
        }
      >
        Documentation is rendered of OpenAPI, AsyncAPI and GraphQL. The outline beside the text shows what is
        in this one.
      </Empty>
    );
  }
  return <OfRevision address={address} newest={revision} />;
}

/** What somebody reads stays under their eyes until they ask for what came since. */
function OfRevision({
  address,
  newest,
}: {
  readonly address: VersionAddress;
  readonly newest: Revision;
}): ReactElement {
  const [revision, setRevision] = useState(newest);
  const text = useQuery(documentationQuery(address, revision));
  const isOld = revision.blob !== newest.blob || revision.closure !== newest.closure;
  return (
    <>
      {isOld && <NewerText newest={newest} onShow={() => setRevision(newest)} />}
      <Loaded query={text} skeleton={<SkeletonRows rows={1} height="60vh" />}>
        {(loaded) => <RenderedText key={revision.number} address={address} {...loaded} />}
      </Loaded>
    </>
  );
}
