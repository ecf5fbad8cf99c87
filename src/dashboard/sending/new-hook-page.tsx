import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { HookWish } from "../api/contract.ts";
import { makePlaceHook } from "../api/hooks.ts";
import { workspaceKey } from "../api/keys.ts";
import { SendingExamples } from "../collections/sending-examples.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { HookForm } from "./hook-form.tsx";
import own from "./sending.module.css";

export function NewHookPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: (wish: HookWish) => makePlaceHook(workspace, wish),
    onSuccess: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  const list = { to: "/workspaces/$workspace/settings/sending-urls", params: { workspace } } as const;
  return (
    <Page
      title="New sending URL"
      above={<PageLink {...list}>Sending URLs</PageLink>}
      about="Whoever has it can save any collection here; each is backed up into the directory that you choose."
    >
      {make.data === undefined ? (
        <HookForm
          workspace={workspace}
          onWish={(wish) => make.mutate(wish)}
          isBusy={make.isPending}
          error={make.error}
        />
      ) : (
        <div className={own.form}>
          <SendingExamples url={make.data.url} />
          <div>
            <PageButton {...list}>Done</PageButton>
          </div>
        </div>
      )}
    </Page>
  );
}
