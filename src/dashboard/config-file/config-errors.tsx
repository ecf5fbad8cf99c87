import type { ReactElement } from "react";
import type { Repository, RepositoryConfig } from "../api/contract.ts";
import settings from "../settings/settings.module.css";
import { OutsideLink } from "../shell/outside-link.tsx";
import classes from "./config-file.module.css";
import { editUrl } from "./config-words.ts";

export interface ConfigErrorsProps {
  readonly config: RepositoryConfig;
  readonly repository: Repository;
}

export function ConfigErrors({ config, repository }: ConfigErrorsProps): ReactElement | null {
  const { errors } = config;
  if (errors.length === 0) return null;
  return (
    <>
      <ul className={classes.errors}>
        {errors.map(({ line, column, message }) => (
          <li key={`${line}:${column}:${message}`}>
            <code>{`${line}:${column}`}</code>
            <span>{message}</span>
          </li>
        ))}
      </ul>
      <p className={settings.about}>
        <OutsideLink href={editUrl(repository, config)}>Edit it on GitHub</OutsideLink>
      </p>
    </>
  );
}
