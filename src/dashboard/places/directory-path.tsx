import type { ReactElement } from "react";
import classes from "./places.module.css";

export interface DirectoryPathProps {
  readonly repository: string;
  /** Empty: the root. */
  readonly path: string;
  readonly onPath: (path: string) => void;
}

/** Each directory on the way leads back to it. */
export function DirectoryPath({ repository, path, onPath }: DirectoryPathProps): ReactElement {
  const names = path === "" ? [] : path.split("/");
  return (
    <p className={classes.trail}>
      <button type="button" className={classes.crumb} onClick={() => onPath("")}>
        {repository.split("/").at(-1)}
      </button>
      {names.map((name, index) => (
        <span key={names.slice(0, index + 1).join("/")}>
          {" / "}
          <button
            type="button"
            className={classes.crumb}
            onClick={() => onPath(names.slice(0, index + 1).join("/"))}
          >
            {name}
          </button>
        </span>
      ))}
    </p>
  );
}
