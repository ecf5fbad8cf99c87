/** Links within the document work; those that lead out of it are for the page around the frame to judge. */
export function leaveByParent(leave: (address: string) => void): void {
  const judge = (event: MouseEvent): void => {
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    if (!(link instanceof HTMLAnchorElement) || link.getAttribute("href")?.startsWith("#") === true) return;
    event.preventDefault();
    if (!isWithin(link)) leave(link.href);
  };
  window.open = (address) => {
    if (address !== undefined) leave(String(address));
    return null;
  };
  addEventListener("click", judge);
  addEventListener("auxclick", judge);
}

function isWithin({ href }: HTMLAnchorElement): boolean {
  return URL.parse(href)?.href.replace(/#.*$/, "") === location.href.replace(/#.*$/, "");
}
