import { type FormEvent, useEffect, useRef } from "react";

/**
 * For a form's `onSubmit`. Enter sends a form whatever its button looks like, and may be pressed again before it is drawn that it was
 * sent: nothing is sent twice.
 * @param isOff it is being carried out, or is not ready
 */
export function useSubmit(isOff: boolean, send: () => void): (event: FormEvent) => void {
  const isSent = useRef(false);
  // What is drawn from then on knows better.
  useEffect(() => {
    isSent.current = false;
  });
  return (event) => {
    event.preventDefault();
    if (isOff || isSent.current) return;
    isSent.current = true;
    send();
  };
}
