/** Colours of high contrast for whoever's device asks for more of it; at once, should it change its mind. */

export function followContrast(): void {
  const more = matchMedia("(prefers-contrast: more)");
  const show = (): void => {
    const ending = more.matches ? "_high_contrast" : "";
    const { dataset } = document.documentElement;
    dataset["lightTheme"] = `light${ending}`;
    dataset["darkTheme"] = `dark${ending}`;
  };
  show();
  more.addEventListener("change", show);
}
