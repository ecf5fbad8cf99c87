import { type ReactElement, useState } from "react";
import { changeLink } from "../api/links.ts";
import { FormDialog } from "../dialogs/form-dialog.tsx";
import type { LinkProps } from "./link-standing.tsx";
import { SavingFields } from "./saving-fields.tsx";

export interface SavingDialogProps extends LinkProps {
  readonly onClose: () => void;
}

export function SavingDialog({ workspace, link, onClose }: SavingDialogProps): ReactElement {
  const [saving, setSaving] = useState({ mode: link.mode, quiet: link.quiet });
  return (
    <FormDialog
      workspace={workspace}
      title="How saves come to GitHub"
      action="Save"
      carryOut={() => changeLink(workspace, link.id, saving)}
      onDone={onClose}
      onClose={onClose}
    >
      <SavingFields saving={saving} onSaving={setSaving} />
    </FormDialog>
  );
}
