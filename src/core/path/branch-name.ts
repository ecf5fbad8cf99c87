/** What can be the name of a branch: git's own rules (git-check-ref-format). */

const REFUSED = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|\/\.|\.lock(?:\/|$)|[/.]$/u;
/** Of these, what no name can begin with. */
const REFUSED_AT_START = /[\p{Cc} ~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]/u;

export function isBranchName(name: string): boolean {
  return name.isWellFormed() && !REFUSED.test(name);
}

export function canBeginBranchName(prefix: string): boolean {
  return prefix.isWellFormed() && !REFUSED_AT_START.test(prefix);
}
