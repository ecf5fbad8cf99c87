/**
 * The renderer of documentation comes as one built file. Two things in it would not do here: it shows pictures from a server of its
 * makers, where its page takes nothing from elsewhere; and it calls parts of itself the main part, the header and the footer of the
 * page, which are the dashboard's around it. A renderer that reads otherwise ends the build.
 */
import type { Plugin } from "vite";

const WORD = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="42" height="16"><text y="12" font-family="sans-serif" font-size="12" fill="#848d97">Redoc</text></svg>',
)}`;

interface Change {
  readonly what: RegExp;
  readonly by: string;
  readonly times: number;
}

const CHANGES: readonly Change[] = [
  { what: /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g, by: WORD, times: 2 },
  { what: /\b(\w{1,3})\.(?:main|header|footer)(?=\.withConfig\(|`)/g, by: "$1.div", times: 4 },
];

export function mendRenderer(): Plugin {
  return {
    name: "mend-renderer",
    transform: {
      filter: { id: /redoc\.standalone\.js$/ },
      handler(code) {
        let mended = code;
        for (const { what, by, times } of CHANGES) {
          if ([...code.matchAll(what)].length !== times) this.error(`The renderer has changed: ${what}`);
          mended = mended.replaceAll(what, by);
        }
        return { code: mended, map: null };
      },
    },
  };
}
