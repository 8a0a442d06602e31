/** A request in one form, however a stack's own parser holds it. */

type Parsed = Readonly<Record<string, unknown>>;

/** Texts as texts; a text beside attributes is `#`; what may repeat is a list; nil is null. */
export function understood(value: unknown, name = ''): unknown {
  const one = single(value);
  return name === 'line' && one !== undefined && !Array.isArray(one) ? [one] : one;
}

function single(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(single);
  if (typeof value !== 'object' || value === null)
    return value === null ? null : `${value as string | number | boolean}`; // JSON
  const { attributes = {}, ...rest } = value as Parsed; // an object of JSON
  const own = attributes as Parsed;
  if (Object.keys(own).some((name) => name.endsWith(':nil'))) return null;
  const members = Object.entries({ ...own, ...rest });
  return Object.fromEntries(
    members.map(([name, member]) => [/^(_|\$value)$/.test(name) ? '#' : name, understood(member, name)]),
  );
}
