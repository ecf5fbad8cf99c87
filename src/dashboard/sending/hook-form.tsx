import { Button, FormControl, TextInput } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { HookWish, Repository } from "../api/contract.ts";
import { BranchField } from "../places/branch-field.tsx";
import { RepositoryField } from "../places/repository-field.tsx";
import { Failure } from "../states/failure.tsx";
import { useSubmit } from "../states/use-submit.ts";
import { AddressesField } from "./addresses-field.tsx";
import { addressesIn, DEFAULT_DIRECTORY } from "./hook-words.ts";
import own from "./sending.module.css";

export interface HookFormProps {
  readonly workspace: string;
  readonly onWish: (wish: HookWish) => void;
  readonly isBusy: boolean;
  readonly error: unknown;
}

export function HookForm({ workspace, onWish, isBusy, error }: HookFormProps): ReactElement {
  const [repository, setRepository] = useState<Repository | null>(null);
  const [branch, setBranch] = useState("");
  const [directory, setDirectory] = useState(DEFAULT_DIRECTORY);
  const [addresses, setAddresses] = useState("");
  const choose = (chosen: Repository): void => {
    setRepository(chosen);
    setBranch("");
  };
  const submit = useSubmit(isBusy, () => {
    if (repository === null) return;
    const allowedAddresses = addressesIn(addresses);
    const place = { repository: repository.id, branch: branch === "" ? null : branch };
    onWish({ ...place, directory: directory.trim(), allowedAddresses });
  });
  return (
    <form className={own.form} onSubmit={submit}>
      <RepositoryField workspace={workspace} chosen={repository?.id ?? null} onChoose={choose} />
      {repository !== null && (
        <BranchField workspace={workspace} repository={repository} branch={branch} onBranch={setBranch} />
      )}
      <FormControl>
        <FormControl.Label>Directory</FormControl.Label>
        <TextInput block value={directory} onChange={({ target }) => setDirectory(target.value)} />
        <FormControl.Caption>From the root, which it is where this is empty.</FormControl.Caption>
      </FormControl>
      <AddressesField text={addresses} onText={setAddresses} />
      {error !== null && <Failure title="It was not made" error={error} />}
      <div>
        <Button type="submit" variant="primary" disabled={repository === null} loading={isBusy}>
          Make the URL
        </Button>
      </div>
    </form>
  );
}
