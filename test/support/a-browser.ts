/** What a browser does with plain pages, without one: keeps cookies by host, follows redirects, sends forms and from where. */

export interface Visited {
  readonly url: URL;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SentForm {
  /** Part of the form's markup; left out: the first one that has all the fields. */
  readonly form?: string;
  /** Fields beside those that the form has already; the pressed button too. */
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
}

export class ABrowser {
  readonly #cookies = new Map<string, string>();
  readonly #stopsAt: (url: URL) => boolean;
  #page: Visited | null = null;

  /** `stopsAt`: a redirect there is not followed, but shown: the address where the journey ends. */
  constructor(stopsAt: (url: URL) => boolean = () => false) {
    this.#stopsAt = stopsAt;
  }

  /** The page that is shown. */
  get page(): Visited {
    if (this.#page === null) throw new Error("No page was visited yet");
    return this.#page;
  }

  /** Names and values, as the host would get them. Cookies know no ports. */
  cookies(host = "127.0.0.1"): string {
    return [...this.#cookies]
      .flatMap(([key, value]) =>
        key.startsWith(`${host} `) ? [`${key.slice(host.length + 1)}=${value}`] : [],
      )
      .join("; ");
  }

  async open(address: string | URL): Promise<Visited> {
    return this.#go(new URL(address), null);
  }

  /** A form from elsewhere. */
  async post(address: string | URL, form: URLSearchParams): Promise<Visited> {
    return this.#go(new URL(address), form);
  }

  /** As if it had been filled in on the page that is shown. @throws Error where there is no such form */
  async send({ form, fields = {} }: SentForm = {}): Promise<Visited> {
    const forms = [...this.page.text.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
    const marks = form === undefined ? Object.keys(fields).map((it) => `name="${it}"`) : [form];
    const found = forms.find(([markup]) => marks.every((it) => markup.includes(it)));
    if (found === undefined) throw new Error(`No such form on ${this.page.url.href}:\n${this.page.text}`);
    const [, attributes = "", inside = ""] = found;
    const action = new URL(attributeOf(attributes, "action") ?? this.page.url.href, this.page.url);
    const sent = filledIn(inside, fields);
    if (attributeOf(attributes, "method")?.toLowerCase() === "post") return this.#go(action, sent);
    action.search = sent.toString();
    return this.#go(action, null);
  }

  async #go(start: URL, form: URLSearchParams | null): Promise<Visited> {
    let [url, body] = [start, form];
    for (let steps = 0; steps < 20; steps++) {
      const response = await fetch(url, {
        redirect: "manual",
        headers: {
          cookie: this.cookies(url.hostname),
          ...(body === null || this.#page === null ? {} : { origin: this.#page.url.origin }),
        },
        ...(body === null ? {} : { method: "POST", body }),
      });
      this.#keepCookies(url, response.headers.getSetCookie());
      const text = await response.text();
      const location = response.headers.get("location");
      this.#page = { url, status: response.status, headers: response.headers, text };
      if (location === null || response.status < 300 || response.status > 399) return this.#page;
      url = new URL(location, url);
      if (this.#stopsAt(url)) return (this.#page = { ...this.#page, url });
      body = null;
    }
    throw new Error(`Redirected without end, at last to ${url.href}`);
  }

  #keepCookies({ hostname }: URL, lines: readonly string[]): void {
    for (const line of lines) {
      const [pair = ""] = line.split(";");
      const key = `${hostname} ${pair.slice(0, pair.indexOf("="))}`;
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(line)) this.#cookies.delete(key);
      else this.#cookies.set(key, pair.slice(pair.indexOf("=") + 1));
    }
  }
}

function filledIn(markup: string, fields: NonNullable<SentForm["fields"]>): URLSearchParams {
  const sent = new URLSearchParams(presetFields(markup));
  for (const [name, value] of Object.entries(fields)) {
    sent.delete(name);
    for (const one of typeof value === "string" ? [value] : value) sent.append(name, one);
  }
  return sent;
}

/** What the form holds before anybody touches it; of buttons, none. */
function presetFields(markup: string): [string, string][] {
  return [...markup.matchAll(/<input\b([^>]*?)\/?>/gs)].flatMap(([, attributes = ""]): [string, string][] => {
    const name = attributeOf(attributes, "name");
    const type = attributeOf(attributes, "type") ?? "text";
    const isLeftOut = (type === "checkbox" || type === "radio") && !/\bchecked\b/.test(attributes);
    if (name === null || type === "submit" || isLeftOut) return [];
    return [[name, attributeOf(attributes, "value") ?? (type === "checkbox" ? "on" : "")]];
  });
}

function attributeOf(attributes: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
  return value === undefined ? null : unescaped(value);
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return named[name] ?? whole;
  });
}
