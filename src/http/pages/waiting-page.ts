/** In place of the dashboard, for as long as it is not built. */
import { html } from "./html.ts";
import type { Page } from "./page.ts";

export function waitingPage(state: "building" | "failed"): Page {
  if (state === "failed") {
    return {
      title: "The dashboard is not there",
      body: html`<p class="note error">
          It could not be built; the server's log says why. Saves, pushes and the API go on without it.
        </p>
        <p class="actions"><a class="button" href="/">To the start</a></p>`,
    };
  }
  return {
    title: "The dashboard is being built",
    body: html`<p class="note">
      This takes some seconds, after the first start and after an update. The page loads itself again; saves,
      pushes and the API go on meanwhile.
    </p>`,
    reloadAfterSeconds: 2,
  };
}
