/** Names of foreign fields, compared regardless of notation: `orderNo`, `order_no`, `Order-No`. */

/** Reduces a name to lower-case letters and digits, without accents: `Numéro-Commande` becomes `numerocommande`. */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Most words in a name: titles of descriptions are long, but names of connections are typed by hand. */
const MOST_WORDS = 3;

/** Makes a valid connection name in kebab-case: `Track & Trace API` becomes `track-trace-api`. */
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

/** Makes the name of a secret: `organizationId` becomes `ORGANIZATION_ID`. */
export const secretName = (text: string): string =>
  text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
