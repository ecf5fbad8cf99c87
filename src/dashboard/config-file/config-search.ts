/** Of which links of a repository the config file is shown, as it stands in the address. */
import { type PlaceSearch, placeSearchIn } from "../settings/place-search.ts";

export interface ConfigSearch extends PlaceSearch {
  /** Ids, joined by commas; left out: all of the repository. */
  readonly links?: string;
}

const IDS = /^\d{1,15}(,\d{1,15})*$/;

export function configSearchIn(search: Readonly<Record<string, unknown>>): ConfigSearch {
  const place = placeSearchIn(search);
  // A number is what the router makes of `?links=1`.
  const links = typeof search["links"] === "number" ? String(search["links"]) : search["links"];
  return typeof links === "string" && IDS.test(links) ? { ...place, links } : place;
}
