import { useSyncExternalStore } from "react";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The colours that the page really has, which people choose and devices decide. */
export function useColors(): "light" | "dark" {
  return useSyncExternalStore(watch, shown);
}

function watch(tell: () => void): () => void {
  const observer = new MutationObserver(tell);
  observer.observe(document.documentElement, { attributeFilter: ["data-color-mode"] });
  dark.addEventListener("change", tell);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", tell);
  };
}

function shown(): "light" | "dark" {
  const mode = document.documentElement.dataset["colorMode"];
  if (mode === "dark" || mode === "light") return mode;
  return dark.matches ? "dark" : "light";
}
