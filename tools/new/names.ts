/** Names of new things, and the forms in which code writes them. */

/** What a wrong use is told, without a stack. */
export class NewError extends Error {
  override name = 'NewError';
}

const words = (name: string): string[] => name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `orders.read_note` → `ordersReadNote`. */
export function camel(name: string): string {
  const [first = '', ...rest] = words(name);
  return first + rest.map(capital).join('');
}

/** `read_note` → `Read note`. */
export const title = (name: string): string => capital(words(name).join(' '));

/** Words that JavaScript keeps for itself: no variable has such a name. */
const RESERVED = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/** The name, if it has its form; `example` shows how it is written. */
export function requireName(name: string | undefined, form: RegExp, example: string): string {
  if (name === undefined) throw new NewError(`A name is needed, such as \`${example}\`.`);
  if (!form.test(name) || name.length > 60)
    throw new NewError(`\`${name}\` is no such name. It is written like \`${example}\`.`);
  if (RESERVED.has(camel(name))) throw new NewError(`\`${name}\` is a word of the code. Take another one.`);
  return name;
}
