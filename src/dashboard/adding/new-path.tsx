import { Button, FormControl, TextInput } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { KeyboardEvent, ReactElement } from "react";
import { obstacleAt } from "../places/obstacle-at.ts";
import { directoryAndName } from "../places/directory-and-name.ts";
import { filesQuery } from "../api/files.ts";
import { Problem } from "../api/problem.ts";
import own from "./adding.module.css";
import type { FileChoiceProps } from "./file-choice.tsx";

/** A path that is typed: looked at on GitHub before it is taken. */
export function NewPath(props: FileChoiceProps): ReactElement {
  const { workspace, repository, branch, onChoose, typed, onTyped } = props;
  const client = useQueryClient();
  const look = useMutation({
    mutationFn: async (path: string) => {
      const { directory, name } = directoryAndName(path);
      const address = { repository: repository.fullName, branch, path: directory };
      const found = await client.fetchInfiniteQuery({ ...filesQuery(workspace, address), pages: 20 });
      const entry = found.pages.flatMap(({ items }) => items).find((one) => one.name === name);
      const obstacle = obstacleAt(path, entry);
      if (obstacle !== null) throw new Refused(obstacle);
      return { path, isThere: entry !== undefined, title: null };
    },
    onSuccess: onChoose,
  });
  const take = (): void => {
    if (typed.trim() !== "") look.mutate(typed.trim());
  };
  return (
    <div className={own.line}>
      <FormControl>
        <FormControl.Label>Another file, there or not yet</FormControl.Label>
        <TextInput
          block
          value={typed}
          placeholder="api/openapi.yaml"
          onChange={({ target }) => onTyped(target.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            take();
          }}
        />
        {look.error !== null && (
          <FormControl.Validation variant="error">{wordsOf(look.error)}</FormControl.Validation>
        )}
      </FormControl>
      <Button onClick={take} loading={look.isPending} disabled={typed.trim() === ""}>
        Add the file
      </Button>
    </div>
  );
}

class Refused extends Error {
  override readonly name = "Refused";
}

function wordsOf(error: unknown): string {
  if (error instanceof Problem) return [error.message, error.remedy].filter((it) => it !== null).join(" ");
  return error instanceof Error ? error.message : "It could not be looked at.";
}
