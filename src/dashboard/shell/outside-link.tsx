import { Link as PrimerLink } from "@primer/react";
import type { ReactElement, ReactNode } from "react";

export interface OutsideLinkProps {
  /** Whatever is no address of the web is shown as text. */
  readonly href: string;
  readonly children: ReactNode;
}

/** To GitHub, or to documentation: in a window of its own. What lies on this server stays in this one. */
export function OutsideLink({ href, children }: OutsideLinkProps): ReactElement {
  const url = URL.parse(href, location.href);
  if (url === null || !/^https?:$/.test(url.protocol)) return <>{children}</>;
  if (url.origin === location.origin) return <PrimerLink href={url.href}>{children}</PrimerLink>;
  return (
    <PrimerLink href={url.href} target="_blank" rel="noopener noreferrer">
      {children}
    </PrimerLink>
  );
}
