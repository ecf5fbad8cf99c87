/** Who looks at the same place at the same time, or again at once, is shown one sighting: looking costs requests of the limit. */
import type { DiagnosisGitHub, Sighting } from "../../core/diagnosis/sighting.ts";

const SHARED_MS = 5000;

interface Shared {
  readonly sighting: Promise<Sighting>;
  /** Null: still looking. */
  until: number | null;
}

export function shareSightings(github: DiagnosisGitHub, now: () => number): DiagnosisGitHub {
  const known = new Map<string, Shared>();
  return {
    sight(request) {
      for (const [key, { until }] of known) if (until !== null && until <= now()) known.delete(key);
      const key = JSON.stringify(request);
      const shared = known.get(key);
      if (shared !== undefined) return shared.sighting;
      const sighting = github.sight(request);
      const made: Shared = { sighting, until: null };
      known.set(key, made);
      sighting.then(
        () => {
          made.until = now() + SHARED_MS;
        },
        () => known.delete(key),
      );
      return sighting;
    },
  };
}
