/** WSDL 1.1 and 2.0: the operations of each port type or interface, services, messages. */
import type { FoundEntry, FoundGroup } from "./outline.ts";
import { type XmlTag, xmlTags } from "./xml-tags.ts";

const PORTS: ReadonlySet<string> = new Set(["portType", "interface"]);

/** Null where tags do not match: somebody is writing. */
export function outlineWsdl(text: string): readonly FoundGroup[] | null {
  const ports: { readonly label: string; readonly entries: FoundEntry[] }[] = [];
  const services: FoundEntry[] = [];
  const messages: FoundEntry[] = [];
  const open: string[] = [];
  const keep = ({ name, label, offset }: XmlTag): void => {
    const parent = open.at(-1) ?? "";
    if (PORTS.has(name) && open.length === 1) ports.push({ label: `${name} ${label}`, entries: [] });
    else if (name === "operation" && PORTS.has(parent))
      ports.at(-1)?.entries.push({ label, detail: "", offset });
    else if (name === "service" && open.length === 1) services.push({ label, detail: "", offset });
    else if (name === "message" && open.length === 1) messages.push({ label, detail: "", offset });
  };
  for (const tag of xmlTags(text)) {
    if (tag.kind === "end") {
      if (open.pop() !== tag.name) return null;
      continue;
    }
    keep(tag);
    if (tag.kind === "start") open.push(tag.name);
  }
  if (open.length > 0) return null;
  return [...ports, { label: "Services", entries: services }, { label: "Messages", entries: messages }];
}
