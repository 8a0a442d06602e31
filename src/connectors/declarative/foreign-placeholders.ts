/** Placeholders as other tools write them: a connection fills in `${…}` alone, so these would be sent as they stand. */
import { secretNameLike } from '../../security/secrets.js';

/** One in a text; `name` is what it names. */
export interface ForeignPlaceholder {
  index: number;
  written: string;
  name: string;
}

/** Forms that no system wants in a value: of Jinja, Mustache and n8n, shells, ERB, Ruby, Azure, and Python. */
const ANYWHERE = [
  /\{\{\{?[-~]?\s*([^{}]*?)\s*[-~]?\}?\}\}/g,
  /\$\(\s*([^()]*?)\s*\)/g,
  /<%[=-]?\s*([^%]*?)\s*-?%>/g,
  /[#@]\{\s*([^{}]*?)\s*\}/g,
  /%\(([\w.]+)\)s/g,
];

/** Forms of a whole value: a variable of a shell, of PowerShell, and of Windows. */
const WHOLE = [/^\$(?:env:)?([A-Z][A-Z0-9_]*)$/g, /^%([A-Z][A-Z0-9_]*)%$/g];

/** Forms in the path of an address: of OpenAPI, of routers, of Flask, and of printf. */
const IN_PATH = [
  /\{([^{}]*)\}/g,
  /(?<=\/):([A-Za-z_]\w*)/g,
  /<(?:\w+:)?([A-Za-z_]\w*)>/g,
  /%(s|d(?![0-9a-f]))/gi,
];

/** All of them in a text, by their places; `${…}` is not looked into. */
export function foreignPlaceholders(text: string, { isPath = false } = {}): ForeignPlaceholder[] {
  // A character that stands in none of the forms keeps the places.
  const own = text.replaceAll(/\$\{[^}]*\}/g, (place) => '\n'.repeat(place.length));
  const found: ForeignPlaceholder[] = [];
  for (const form of [...ANYWHERE, ...WHOLE, ...(isPath ? IN_PATH : [])]) {
    for (const { 0: written, 1: name = '', index } of own.matchAll(form)) {
      const isInside = found.some((one) => index >= one.index && index < one.index + one.written.length);
      if (!isInside && !written.includes('\n')) found.push({ index, written, name });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

/** What can be named where a placeholder stands. */
export interface KnownNames {
  isNamed: (name: string) => boolean;
  /** The operation's inputs. */
  inputs: readonly string[];
}

const OF_THE_ENVIRONMENT =
  /^\$?(?:process\.)?(?:env|environment|secrets?|vars?|variables)[.:[]+['"]?([\w-]+)/i;

/** Whether a name is one of an environment or a store of secrets. */
export const isOfEnvironment = (name: string): boolean => OF_THE_ENVIRONMENT.test(name);

/** What belongs in its place, as far as its name tells: `inputs.number`, `secret.TOKEN`. */
export function meantBy(name: string, { isNamed, inputs }: KnownNames): string | undefined {
  const plain = name.replace(/\|.*$/, '').trim();
  if (isNamed(plain)) return plain;
  const ofEnvironment = OF_THE_ENVIRONMENT.exec(plain)?.[1];
  if (ofEnvironment !== undefined) return `secret.${secretNameLike(ofEnvironment)}`;
  const way = plain.split(/[^\w-]+/).filter((part) => part !== '');
  const tails = way.map((_, start) => `inputs.${way.slice(start).join('.')}`);
  const [only = ''] = inputs.length === 1 ? inputs : [];
  const last = way.at(-1) ?? '';
  const ofRecord = inputs.map(
    (input) => `inputs.${input}.${/(number|no|nr)$/i.test(last) ? 'number' : 'ref'}`,
  );
  const meant = [...tails, `inputs.${only}`, ...(isIdentifier(last) ? ofRecord : [])].find(isNamed);
  return meant ?? (/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(plain) ? `secret.${plain}` : undefined);
}

const isIdentifier = (name: string): boolean => /(id|ref|uuid|key|number|no|nr)$/i.test(name);
