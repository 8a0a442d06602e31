/** The `Link` header (RFC 8288 §3): the target of one relation. */

/** The address that the relation leads to; undefined without it. Parameters may be quoted; relations are compared without case. */
export function nextLink(header: string | undefined, relation: string): string | undefined {
  for (const { target, parameters } of linksOf(header ?? '')) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    const relations = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation.toLowerCase())) return target;
  }
  return undefined;
}

/** Link values in order: `<target>` and the parameters up to the comma that no quotes hide. */
function* linksOf(header: string): Generator<{ target: string; parameters: string }> {
  const link = /\s*<([^>]*)>((?:\s*;\s*[^\s=;,"]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)\s*(?:,|$)/y;
  for (let match = link.exec(header); match; match = link.exec(header))
    yield { target: match[1] ?? '', parameters: match[2] ?? '' };
}
