import { Link as PrimerLink, LinkButton } from "@primer/react";
import { createLink } from "@tanstack/react-router";

/** Within the dashboard: no page is loaded anew. */
export const PageLink = createLink(PrimerLink);

export const PageButton = createLink(LinkButton);
