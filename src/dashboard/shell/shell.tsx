import { Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { AccountMenu } from "./account-menu.tsx";
import { ColorModeMenu } from "./color-mode-menu.tsx";
import { Logo } from "./logo.tsx";
import classes from "./shell.module.css";
import { useFocusFound } from "./use-focus-found.ts";
import { WorkspaceMenu } from "./workspace-menu.tsx";

/** What stands around every screen. */
export function Shell(): ReactElement {
  useFocusFound();
  return (
    <>
      <a className={classes.skip} href="#main">
        Skip to the content
      </a>
      <header className={classes.header}>
        <Logo />
        <WorkspaceMenu />
        <span className={classes.gap} />
        <ColorModeMenu />
        <AccountMenu />
      </header>
      <Outlet />
    </>
  );
}
