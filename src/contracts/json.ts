/** What may cross a process boundary or appear in a history: plain JSON, RFC 8259. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object, the shape of all inputs and outputs. */
export type JsonObject = { readonly [key: string]: Json };

/** JSON with sorted keys and no spaces: one text per value, for hashing and signing (after RFC 8785). */
export function canonicalJson(value: Json | undefined): string {
  if (value === undefined) return 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json) => canonicalJson(item)).join(',')}]`;
  const entries = Object.entries(value as JsonObject).filter(
    ([, item]) => (item as Json | undefined) !== undefined,
  );
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
}
