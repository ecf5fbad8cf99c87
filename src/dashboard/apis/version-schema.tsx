import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { VersionWithRights } from "../api/contract.ts";
import { schemaQuery, type VersionAddress } from "../api/schema.ts";
import { LeftDraft } from "../drafts/left-draft.tsx";
import { isGone } from "../states/is-gone.ts";
import { Loaded } from "../states/loaded.tsx";
import { OnlyRead } from "../states/only-read.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { schemaDraftName } from "./schema-draft-name.ts";
import { SchemaEditor } from "./schema-editor.tsx";

export interface VersionSchemaProps {
  readonly address: VersionAddress;
  readonly version: UseQueryResult<VersionWithRights>;
}

/** Comes when it is known whether it may be written, so that nothing is offered first and taken away then. */
export function VersionSchema({ address, version }: VersionSchemaProps): ReactElement {
  const { workspace, api, version: name } = address;
  const schema = useQuery(schemaQuery(address));
  const skeleton = <SkeletonRows rows={1} height="60vh" />;
  if (version.isPending) return skeleton;
  return (
    <>
      {/* What is written in it stays, also where somebody else deleted the version: above it is said that it is gone. */}
      <Loaded query={schema} isWritten skeleton={skeleton}>
        {(saved) => (
          <>
            <OnlyRead of={version.data} />
            <SchemaEditor
              key={`${workspace}/${api}/${name}`}
              address={address}
              saved={saved}
              revision={version.data?.revision ?? null}
              mayWrite={version.data?.writable !== false}
            />
          </>
        )}
      </Loaded>
      {schema.data === undefined && isGone(schema.error) && (
        <LeftDraft name={schemaDraftName(address)} label="Your text" />
      )}
    </>
  );
}
