/** An OpenAPI description that tries to run, to load and to lead away wherever a renderer might let it. */
export function aHostileDescription(elsewhere: string): string {
  const at = (path: string): string => `${elsewhere}/${path}`;
  return `openapi: 3.1.0
info:
  title: "<img src=x onerror=parent.postMessage('pwned','*')>"
  version: "1.0"
  description: |
    <a href="${at("good")}">Good link</a>
    <a href="/auth/login">Own link</a>
    <a href="javascript:window.pwned=1">Run me</a>
    <a href="${at("top")}" target="_top">Top</a>
    <script>window.pwned = 2</script>
    <img alt="a" src="${at("a.png")}" onerror="window.pwned = 3">
    <iframe src="${at("c")}" srcdoc="<script>parent.pwned = 4</script>"></iframe>
    <style>@import url(${at("d.css")}); body { display: none }</style>
    <link rel="stylesheet" href="${at("e.css")}">
    <form action="${at("f")}"><button>Send</button></form>
    <meta http-equiv="refresh" content="0; url=${at("g")}">
    <base href="${at("")}">
    <svg><use href="${at("h.svg#x")}"></use><script>window.pwned = 5</script></svg>

    ![remote](${at("b.png")}) [markdown](javascript:window.pwned=14)
  x-logo: {url: "${at("logo.svg")}", href: "javascript:window.pwned=5", altText: Logo}
  contact: {url: "javascript:window.pwned=6", name: Contact}
  license: {name: License, url: "javascript:window.pwned=7"}
  termsOfService: "javascript:window.pwned=8"
servers: [{url: "javascript:window.pwned=9", description: "<img src=x onerror=window.pwned=10>"}]
externalDocs: {url: "javascript:window.pwned=11", description: "External docs"}
tags:
  - {name: "__proto__", description: "<img src=x onerror=window.pwned=12>"}
paths:
  /remote:
    get:
      tags: ["__proto__"]
      summary: "Remote schema {{constructor.constructor('window.pwned=13')()}}"
      x-badges: [{name: badge, icon: "${at("icon.svg")}", color: "url(${at("color")})"}]
      x-codeSamples: [{lang: "<img src=x onerror=window.pwned=15>", source: "<script>window.pwned=16</script>"}]
      responses:
        "200":
          description: "<img src=x onerror=window.pwned=17>"
          content:
            application/json:
              schema: {$ref: "${at("remote.yaml#/x")}"}
              examples: {a: {externalValue: "${at("example.json")}"}}
`;
}
