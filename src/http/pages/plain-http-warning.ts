/** Said where a cookie is about to be given to a browser. */
import { transportOf } from "../../core/access/transport.ts";
import { html, type Html } from "./html.ts";

/** Null over TLS. @param address of this server */
export function plainHttpWarning(address: string): Html | null {
  switch (transportOf(address)) {
    case "tls":
      return null;
    case "loopback":
      return html`<p class="hint">
        Served over plain http, which is for trying Lockstep out on this machine alone.
      </p>`;
    case "plain":
      return html`<p class="note warning">
        This page is not served over https: anybody on the network between you and this server can read along,
        and take your session over. Whoever runs this server puts a proxy with a certificate in front and sets
        PUBLIC_URL to an https address.
      </p>`;
  }
}
