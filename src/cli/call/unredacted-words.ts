/** The words of a connection's file: a recording may contain them, as whoever replays it has the file. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { patternOf } from '../../connectors/declarative/mapping/date-format.js';
import { readTemplate, templateFile } from '../../connectors/templates/templates.js';
import type { Json } from '../../contracts/json.js';
import { readDocument } from '../../flows/yaml/document.js';

/** The words of a connection. */
export interface ConnectionWords {
  /** Its complete texts, keys included, and the literals that its paths compare with. */
  constants: ReadonlySet<string>;
  /** Words in them that can name a member, an element, a column or a path segment. */
  names: ReadonlySet<string>;
  /** Formats of the dates that it reads. */
  dates: readonly RegExp[];
  /** Headers that its conditions test. */
  headers: ReadonlySet<string>;
  /** Origin of its `baseUrl`, if the file states it literally. */
  origin?: string;
  /** Charset of its answers, if the file states one. */
  charset?: string;
}

/** Reads a connection's words; none if the folder lacks the connection. */
export async function connectionWords(folder: string, connection: string): Promise<ConnectionWords> {
  const files = await textsIn(folder);
  const values = [...files].flatMap(([name, text]) => {
    const value = /\.ya?ml$/.test(name)
      ? readDocument(name, text, { aliases: true }).document?.value
      : undefined;
    return value === undefined ? [] : [value];
  });
  const file = values.find((value) => member(value, 'connection') === connection) ?? null;
  const template = readTemplate(textAt(file, 'connector'))?.document.value ?? null;
  const scalars = [...scalarsOf(file), ...scalarsOf(template)];
  const siblingFiles = scalars.flatMap(
    ({ text }) => files.get(text) ?? templateFile(text)?.toString('utf8') ?? [],
  );
  const texts = [...scalars.flatMap(({ text, key }) => [text, key]), ...siblingFiles];
  const under = (wanted: string): string[] =>
    scalars.flatMap(({ key, text }) => (key === wanted ? [text] : []));
  const baseUrl = member(file, 'baseUrl');
  const [charset] = under('charset');
  return {
    constants: new Set(texts.flatMap(constantsIn)),
    names: new Set(texts.flatMap((text) => text.match(/[\p{L}_$][\p{L}\p{N}_$-]*/gu) ?? [])),
    dates: under('format').flatMap((format) => patternOf(format) ?? []),
    headers: new Set(under('header').map((name) => name.toLowerCase())),
    ...(typeof baseUrl === 'string' && URL.canParse(baseUrl) && !baseUrl.includes('${')
      ? { origin: new URL(baseUrl).origin }
      : {}),
    ...(charset === undefined ? {} : { charset }),
  };
}

/** The text, the literals of its paths, and the segments of a dotted text, as in `partial`. */
function constantsIn(text: string): string[] {
  const literals = /'([^']*)'|"([^"]*)"|[=<>]\s*(-?\d+(?:\.\d+)?)/g;
  const quoted = [...text.matchAll(literals)].map(([, one, two, number]) => one ?? two ?? number ?? '');
  return [text.trim(), ...quoted, ...(/^\w+(?:\.\w+)+$/.test(text) ? text.split('.') : [])];
}

async function textsIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const read = async ({ name }: { name: string }): Promise<[string, string]> => [
    name,
    await readFile(join(folder, name), 'utf8'),
  ];
  return new Map(await Promise.all(files.map(read)));
}

interface Scalar {
  key: string;
  text: string;
}

function* scalarsOf(value: Json, key = ''): Generator<Scalar> {
  if (value === null || typeof value !== 'object') yield { key, text: String(value) };
  else if (Array.isArray(value)) for (const item of value as Json[]) yield* scalarsOf(item, key);
  else for (const [name, item] of Object.entries(value)) yield* scalarsOf(item, name);
}

const textAt = (value: Json, name: string): string => {
  const text = member(value, name);
  return typeof text === 'string' ? text : '';
};

const member = (value: Json, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, Json>>)[name]
    : undefined;
