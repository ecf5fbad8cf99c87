import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import icon from "./icon.svg";
import classes from "./shell.module.css";

export function Logo(): ReactElement {
  return (
    <Link to="/" className={classes.logo ?? ""} aria-label="Lockstep, all workspaces">
      <img src={icon} width={32} height={32} alt="" />
    </Link>
  );
}
