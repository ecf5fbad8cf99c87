import { Banner } from "@primer/react";
import { type ReactElement, useEffect, useRef } from "react";
import type { TokenWithSecret } from "../api/contract.ts";
import { CopyableText } from "../collections/copyable-text.tsx";
import classes from "./tokens.module.css";

export interface MadeTokenProps {
  readonly token: TokenWithSecret;
  readonly onClose: () => void;
}

/** The one time that the secret is there. It stays until it is put away: nothing that happens elsewhere takes it. */
export function MadeToken({ token, onClose }: MadeTokenProps): ReactElement {
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} tabIndex={-1} className={classes.made} aria-label={`The token ${token.name}`}>
      <Banner
        title="Copy it now"
        variant="warning"
        description="It is shown this once, and kept only as a hash. Treat it as a password."
        onDismiss={onClose}
      />
      <CopyableText label={`Token ${token.name}`} text={token.token} />
    </section>
  );
}
