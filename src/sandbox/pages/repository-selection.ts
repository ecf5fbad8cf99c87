/** The part of a form that chooses repositories: all of the account, or some. */
import { Refused } from "../answer.ts";
import type { SandboxContext } from "../context.ts";
import type { Account, InstallationRecord, RepositoryRecord } from "../state.ts";
import { html, Html } from "./html.ts";
import { problemPage } from "./page.ts";

type Selection = InstallationRecord["repositories"];

export function selectionFields(repositories: readonly RepositoryRecord[], selection: Selection): Html {
  const isAll = selection === "all";
  const boxes = repositories.map((it) => {
    const isChosen = selection !== "all" && selection.includes(it.id);
    return html`<label>
      <input type="checkbox" name="repository_id" value="${it.id}" ${checked(isChosen)} /> ${it.name}
    </label>`;
  });
  return html`<label
      ><input type="radio" name="selection" value="all" ${checked(isAll)} /> All repositories</label
    >
    <label
      ><input type="radio" name="selection" value="selected" ${checked(!isAll)} /> Only select
      repositories</label
    >
    ${boxes}`;
}

/** @throws Refused where none is chosen, or one that is not the account's */
export function readSelection({ state }: SandboxContext, account: Account, form: URLSearchParams): Selection {
  if (form.get("selection") === "all") return "all";
  const ids = form.getAll("repository_id").map(Number);
  const isOwn = (id: number): boolean => state.repository(id)?.ownerId === account.id;
  if (ids.length > 0 && ids.every(isOwn)) return ids;
  throw new Refused(problemPage(422, "No repository", "Select at least one repository of the account."));
}

function checked(isChecked: boolean): Html {
  return new Html(isChecked ? "checked" : "");
}
