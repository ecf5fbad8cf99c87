import type { ReactElement } from "react";
import type { Settings } from "../api/contract.ts";
import classes from "./usage.module.css";
import { NEARLY_FULL, shareOf, USE_NAMES, USES, usageWords } from "./usage-words.ts";

export function UsageList({ usage }: Pick<Settings, "usage">): ReactElement {
  return (
    <ul className={classes.uses}>
      {USES.map((name) => {
        const share = shareOf(usage[name]);
        return (
          <li key={name} className={classes.use}>
            <span>{USE_NAMES[name]}</span>
            <strong>{usageWords(name, usage[name])}</strong>
            {share !== null && (
              <meter aria-label={USE_NAMES[name]} value={share} max={1} high={NEARLY_FULL} />
            )}
            {share !== null && share >= NEARLY_FULL && (
              <p>Nearly used up. Whoever runs the server sets the limits.</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}
