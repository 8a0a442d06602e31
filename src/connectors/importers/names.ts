/** Names of foreign fields, compared whatever their writing: `orderNo`, `order_no`, `Order-No`. */

/** A name in small letters and digits alone. */
export const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Titles of descriptions are long, names of connections are typed. */
const MOST_WORDS = 3;

/** A name in kebab-case that a connection may have: `Track & Trace API` is `track-trace-api`. */
export function kebabName(text: string): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const name = words
    .slice(0, MOST_WORDS)
    .join('-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return name === '' ? 'system' : name;
}

/** A name of a secret: `organizationId` is `ORGANIZATION_ID`. */
export const secretName = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
