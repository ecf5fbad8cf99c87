export interface DeletedSearch {
  readonly deleted?: true;
}

/** Lists show what was deleted in place of what is there. A page of its own would take a name from what is listed. */
export function deletedSearch({ deleted }: Record<string, unknown>): DeletedSearch {
  return deleted === true ? { deleted } : {};
}
