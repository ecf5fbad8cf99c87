import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import classes from "./shell.module.css";

export interface PageProps {
  readonly title: string;
  /** What is shown in place of the title, for more than text. */
  readonly heading?: ReactNode;
  /** The way here, above the title. */
  readonly above?: ReactNode;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** One screen: its name in the window, the focus at its beginning. */
export function Page({
  title,
  heading,
  above,
  about,
  actions,
  isWide = false,
  children,
}: PageProps): ReactElement {
  const top = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · Lockstep`;
  }, [title]);
  useEffect(() => {
    const isBegun = document.activeElement === null || document.activeElement === document.body;
    if (isBegun) top.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main id="main" tabIndex={-1} className={isWide ? `${classes.main} ${classes.wide}` : classes.main}>
      <div className={classes.head}>
        <div className={classes.title}>
          {above !== undefined && <div className={classes.above}>{above}</div>}
          <h1 ref={top} tabIndex={-1}>
            {heading ?? title}
          </h1>
          {about !== undefined && <p>{about}</p>}
        </div>
        {actions !== undefined && <div className={classes.actions}>{actions}</div>}
      </div>
      {children}
    </main>
  );
}
