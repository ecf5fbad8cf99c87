/** `npm run build`, and what a server starts beside itself: builds the dashboard where it is missing or older than its sources. */
import { buildBundle } from "./build-bundle.ts";
import { PLACES } from "./places.ts";
import { isCurrent } from "./recipe.ts";

const begun = performance.now();
if (await isCurrent(PLACES.root, PLACES.out)) {
  console.log("The dashboard is built already.");
} else {
  console.log("Building the dashboard …");
  await buildBundle(PLACES);
  console.log(`The dashboard is built, in ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
}
