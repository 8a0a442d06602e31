/** Turns zod's errors into issues with a place and words that an author understands. */
import { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json } from '../../contracts/json.js';
import { issueAt, type Path, pathText, type YamlDocument } from './document.js';
import { flowText } from './one-line-yaml.js';
import { didYouMean, nearest } from './suggest.js';

type ZodIssue = z.core.$ZodIssue;

/** What else the issues are built from, besides the document. */
export interface ZodIssueOptions {
  /** The checked value's path in the document. */
  base?: Path;
  /** The schema that rejected the value, for "did you mean". */
  schema?: z.ZodType;
}

/** One issue with the given code for each zod error; an unknown key (`key_unknown`) is reported at the key. */
export function issuesOfZod(
  document: YamlDocument,
  error: z.ZodError,
  code: ErrorCode,
  { base = [], schema }: ZodIssueOptions = {},
): Issue[] {
  return issuesOfAll(document, error.issues, code, base, schema);
}

function issuesOfAll(
  document: YamlDocument,
  all: readonly ZodIssue[],
  code: ErrorCode,
  base: Path,
  schema: z.core.$ZodType | undefined,
): Issue[] {
  const misspelt = all.flatMap((issue) =>
    misspeltKeys(issue, schema, valueAt(document.value, [...base, ...namesOf(issue)])),
  );
  return all
    .filter((issue) => !misspelt.includes(pathText(namesOf(issue))))
    .flatMap((issue) => issuesOf(document, issue, code, base, schema));
}

/** Paths of the keys that unknown ones were meant to be: they are misspelt, not missing. So are all where no key is known. */
function misspeltKeys(
  issue: ZodIssue,
  schema: z.core.$ZodType | undefined,
  value: Json | undefined,
): string[] {
  if (issue.code !== 'unrecognized_keys') return [];
  const path = namesOf(issue);
  const known = keysOf(path.reduce(schemaAt, schema));
  if (!known.some((key) => valueAt(value ?? '', [key]) !== undefined))
    return known.map((key) => pathText([...path, key]));
  const raw = entriesOf(value).map(([key]) => key);
  const below = ownerBelow(path.reduce(schemaAt, schema), issue.keys, raw);
  const misspelt = issue.keys.flatMap((key) => nearest(key, known) ?? []);
  return [...misspelt, ...(below === undefined ? [] : [below])].map((key) => pathText([...path, key]));
}

const namesOf = ({ path }: ZodIssue): (string | number)[] =>
  path.map((part) => (typeof part === 'number' ? part : String(part)));

function issuesOf(
  document: YamlDocument,
  issue: ZodIssue,
  code: ErrorCode,
  base: Path,
  schema: z.core.$ZodType | undefined,
): Issue[] {
  const inner = namesOf(issue);
  const path = [...base, ...inner];
  const here = inner.reduce(schemaAt, schema);
  if (issue.code === 'unrecognized_keys') {
    const raw = entriesOf(valueAt(document.value, path)).map(([key]) => key);
    const below = ownerBelow(here, issue.keys, raw);
    if (below !== undefined) return [oneTooHigh(document, path, issue.keys, below)];
    const known = keysOf(here);
    return issue.keys.map((key) => {
      const above = nearest(key, known) === undefined ? columnOf(key, inner, schema) : undefined;
      return above === undefined
        ? unknownKey(document, [...path, key], key, known)
        : keyTooDeep(document, [...path, key], key, above);
    });
  }
  if (issue.code === 'invalid_union') {
    const errors = withoutWords(issue.errors, valueAt(document.value, path));
    const none = ofNoBranch(document, errors, code, path);
    if (none !== undefined) return [none];
    const nearest = closestBranch(errors);
    if (nearest !== undefined) {
      const form = formAt(
        here,
        issue.errors.findIndex((branch) => branch === nearest),
      );
      return issuesOfAll(document, tellable(nearest), code, path, form);
    }
  }
  const value = valueAt(document.value, path);
  if (value === undefined)
    return [missingValue(document, issue, code, path, keysOf(inner.slice(0, -1).reduce(schemaAt, schema)))];
  return [issueAt(document, path, code, messageOf(issue, value), hintOf(issue, document, path, value))];
}

/** A value that is not there, or stands under another name. */
function missingValue(
  document: YamlDocument,
  issue: ZodIssue,
  code: ErrorCode,
  path: Path,
  known: readonly string[],
): Issue {
  const [name, above] = [String(path.at(-1) ?? 'value'), path.slice(0, -1)];
  const other = calledOtherwise(valueAt(document.value, above), name, known);
  if (other !== undefined) {
    const message = `The key \`${other[0]}\` does not exist here: write \`${name}\`.`;
    const hint = `Write \`${name}: ${flowText(other[1])}\`.`;
    return issueAt(document, [...above, other[0]], 'key_unknown', message, hint, { at: 'key' });
  }
  const hint =
    issue.code === 'invalid_value' ? `Add \`${name}:\` with one of ${listed(issue.values)}.` : undefined;
  return issueAt(document, above, code, `\`${name}\` is missing.`, hint, { at: 'key' });
}

/** The entries of a map; none of anything else. */
const entriesOf = (map: Json | undefined): [string, Json][] =>
  map === undefined || map === null || typeof map !== 'object' || Array.isArray(map)
    ? []
    : Object.entries(map);

/** The entry that stands for a missing key in a map whose other keys are not checked. */
function calledOtherwise(
  map: Json | undefined,
  name: string,
  known: readonly string[],
): [string, Json] | undefined {
  return entriesOf(map).find(([key]) => !known.includes(key) && nearest(key, [name]) !== undefined);
}

/** The key of a map below which all these keys belong: they stand one level too high. */
function ownerBelow(
  schema: z.core.$ZodType | undefined,
  keys: readonly string[],
  raw: readonly string[],
): string | undefined {
  const known = keysOf(schema);
  const owners = known.filter((name) => {
    const below = keysOf(schemaAt(schema, name));
    const lacks = requiredOf(schema).some((needed) => needed !== name && !raw.includes(needed));
    return !lacks && keys.every((key) => below.includes(key));
  });
  return owners.length === 1 ? owners[0] : undefined;
}

/** Keys that stand one level too high, with what to write in their place. */
function oneTooHigh(document: YamlDocument, path: Path, keys: readonly string[], owner: string): Issue {
  const entries = entriesOf(valueAt(document.value, path));
  const own = entriesOf(entries.find(([name]) => name === owner)?.[1]);
  const moved = entries.filter(([name]) => keys.includes(name));
  const below = flowText(Object.fromEntries([...own, ...moved]));
  const name = path.at(-1);
  const whole = entries.length === keys.length && typeof name === 'string';
  const text = whole ? `${name}: { ${owner}: ${below} }` : `${owner}: ${below}`;
  const raw = keys.map((key) => `\`${key}\``).join(' and ');
  const message = `${raw} ${keys.length === 1 ? 'belongs' : 'belong'} under \`${owner}\`, one level lower.`;
  const hint =
    text.length > 300
      ? `Indent ${keys.length === 1 ? 'it' : 'them'} below \`${owner}:\`.`
      : `Write \`${text}\`.`;
  return issueAt(document, [...path, keys[0] ?? owner], 'key_unknown', message, hint, { at: 'key' });
}

function unknownKey(document: YamlDocument, path: Path, key: string, known: readonly string[]): Issue {
  const hint = known.length > 0 ? didYouMean(key, known) : undefined;
  return issueAt(document, path, 'key_unknown', `The key \`${key}\` is not allowed here.`, hint, {
    at: 'key',
  });
}

/** The key above in whose column an unknown key is known, as it has slipped below it. */
function columnOf(
  key: string,
  inner: readonly (string | number)[],
  schema: z.core.$ZodType | undefined,
): string | undefined {
  for (let depth = inner.length - 1; depth >= 0; depth--) {
    const name = inner[depth];
    if (typeof name !== 'string') return undefined;
    if (keysOf(inner.slice(0, depth).reduce(schemaAt, schema)).includes(key)) return name;
  }
  return undefined;
}

/** A key that stands below another one and belongs beside it. */
export function keyTooDeep(document: YamlDocument, path: Path, key: string, above: string): Issue {
  const message = `\`${key}\` is indented too far: it belongs beside \`${above}\`, not below it.`;
  const hint = `Move it and its content to the column of \`${above}:\`.`;
  return issueAt(document, path, 'key_unknown', message, hint, { at: 'key' });
}

/** The schema of a part of a plain map or list schema. */
function schemaAt(schema: z.core.$ZodType | undefined, part: string | number): z.core.$ZodType | undefined {
  const plain = unwrapped(schema);
  if (plain instanceof z.ZodObject && typeof part === 'string') {
    const shape: Readonly<Record<string, z.core.$ZodType | undefined>> = plain.shape;
    return shape[part];
  }
  if (plain instanceof z.ZodRecord) return plain.valueType;
  return plain instanceof z.ZodArray ? plain.element : undefined;
}

/** The keys that a map cannot do without. */
function requiredOf(schema: z.core.$ZodType | undefined): string[] {
  const plain = unwrapped(schema);
  if (!(plain instanceof z.ZodObject)) return [];
  return Object.entries(plain.shape as Readonly<Record<string, z.core.$ZodType>>).flatMap(([key, each]) =>
    each instanceof z.ZodOptional || each instanceof z.ZodDefault ? [] : [key],
  );
}

function keysOf(schema: z.core.$ZodType | undefined): string[] {
  const plain = unwrapped(schema);
  return plain instanceof z.ZodObject ? Object.keys(plain.shape) : [];
}

const unwrapped = (schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrapped(schema.unwrap()) : schema;

/** The form of one branch of a union. */
function formAt(schema: z.core.$ZodType | undefined, branch: number): z.core.$ZodType | undefined {
  const plain = unwrapped(schema);
  return plain instanceof z.ZodUnion && branch >= 0 ? plain.options[branch] : undefined;
}

/** Without what is missing where another key stands: that one was meant, and says so. */
function tellable(issues: readonly ZodIssue[]): readonly ZodIssue[] {
  const unknown = issues.filter(({ code, path }) => code === 'unrecognized_keys' && path.length === 0);
  return unknown.length > 0 ? unknown : issues;
}

/** Without the branches that are one of some words, where a list or a map is written. */
const withoutWords = (
  branches: readonly (readonly ZodIssue[])[],
  value: Json | undefined,
): readonly (readonly ZodIssue[])[] =>
  typeof value !== 'object'
    ? branches
    : branches.filter(([first]) => !(first?.code === 'invalid_value' && first.path.length === 0));

/** The branch of a union that got furthest into the value: its issues are the most helpful. */
function closestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  const depth = (issues: readonly ZodIssue[]): number =>
    Math.max(0, ...issues.map(({ path }) => path.length));
  const right = branches.filter(
    (issues) => !issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0),
  );
  return (right.length > 0 ? right : branches).toSorted((a, b) => depth(b) - depth(a))[0];
}

/** A value of another kind than any branch of a union takes: all kinds that it takes are told. */
function ofNoBranch(
  document: YamlDocument,
  branches: readonly (readonly ZodIssue[])[],
  code: ErrorCode,
  path: Path,
): Issue | undefined {
  const value = valueAt(document.value, path);
  const kinds = branches.map(([issue]) =>
    issue?.code === 'invalid_type' && issue.path.length === 0 ? issue.expected : '',
  );
  if (value === undefined || kinds.length < 2 || kinds.includes('')) return undefined;
  const message = `Expected ${[...new Set(kinds.map(expected))].join(' or ')}, but found ${kindOf(value)}.`;
  const words = kinds.includes('record') && Array.isArray(value) ? value.flatMap(optionsIn) : [];
  if (words.length === 0) {
    const meant = kinds.includes('string') ? meantByMap(String(path.at(-1) ?? ''), value) : undefined;
    return issueAt(document, path, code, message, meant);
  }
  const hint = `Write a name with its label for each: \`${String(path.at(-1))}: { ${words.join(', ')} }\`.`;
  return issueAt(document, path, code, message, hint);
}

/** An item of a list as an entry of a map: `yes: Yes`. */
function optionsIn(item: Json): string[] {
  const entries =
    typeof item === 'string' ? [[item, item]] : typeof item === 'object' ? Object.entries(item ?? {}) : [];
  return entries.map(([name = '', words]) => {
    const shown = typeof words === 'string' ? words : JSON.stringify(words);
    const plain =
      name
        .toLowerCase()
        .match(/[a-z0-9]+/g)
        ?.join('_') ?? 'name';
    const key = /^[a-z]/.test(plain) ? plain : `option_${plain}`;
    return `${key}: ${/^[\p{L}\p{N} ]+$/u.test(shown) ? shown : JSON.stringify(shown)}`;
  });
}

/** A list of what needs names, such as `- case: delivered`: how its items are written below their names. */
function asMap(path: Path, items: readonly Json[]): string | undefined {
  const names = items.map((item) => {
    if (typeof item === 'string') return item;
    const [[key, value] = [], ...others] = Object.entries(item ?? {});
    return others.length > 0 && typeof value === 'string' ? value : key;
  });
  if (names.length === 0 || !names.every((name) => name !== undefined && /^[\w.-]+$/.test(name)))
    return undefined;
  const shown = names.map((name) => `${String(name)}: …`).join(', ');
  return `Write names with their values, without dashes: \`${String(path.at(-1))}: { ${shown} }\`.`;
}

function messageOf(issue: ZodIssue, value: Json): string {
  switch (issue.code) {
    case 'invalid_type':
      return `Expected ${expected(issue.expected)}, but found ${kindOf(value)}.`;
    case 'invalid_value':
      return `${quoted(value)} is not one of ${listed(issue.values)}.`;
    case 'too_small':
      if (!Array.isArray(value)) return 'This value is empty.';
      return value.length === 0 ? 'This list is empty.' : `This list needs at least ${issue.minimum} items.`;
    default:
      return issue.message;
  }
}

function hintOf(issue: ZodIssue, document: YamlDocument, path: Path, value: Json): string | undefined {
  if (issue.code === 'invalid_value' && typeof value === 'string')
    return didYouMean(value, issue.values.map(String));
  if (issue.code === 'too_small' && !(Array.isArray(value) && value.length > 0))
    return 'Add a value after the colon, or remove the key.';
  if (issue.code === 'invalid_type' && issue.expected === 'record' && Array.isArray(value))
    return asMap(path, value);
  if (issue.code === 'invalid_type' && typeof value === 'string' && /^[1-5]\d\d$/.test(value))
    return `If it is a status, write \`${String(path.at(-1) ?? '')}: { status: ${value} }\`.`;
  if (issue.code === 'invalid_format' && issue.message.includes('kebab-case') && typeof value === 'string')
    return kebabHint(value);
  if (issue.code === 'invalid_type' && issue.expected === 'string' && typeof value === 'object') {
    // A value on lines of its own is not a text misread by YAML.
    if (document.locate(path, 'key').line !== document.locate(path).line)
      return 'Write one text after the colon; for a long one, use `|-` and the lines below it.';
    const meant = meantByMap(String(path.at(-1) ?? ''), value);
    if (meant !== undefined) return meant;
    const line = document.locate(path, 'key').source.trim();
    const [, key = '', text = ''] = /^((?:- )*[\w.-]+:\s+)?(.*)$/.exec(line) ?? [];
    return `If it is a text, put it in quotes: ${key}${JSON.stringify(text)}`;
  }
  return undefined;
}

/** What a map stands for where one text is needed: a path, or a value of the call. */
function meantByMap(key: string, value: Json): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { path, from } = value as { readonly [name: string]: Json | undefined };
  if (typeof path === 'string') return `Only a path is allowed here: \`${key}: ${path}\`.`;
  if (typeof from !== 'string') return undefined;
  return `Write one text with the value in it: \`${key}: …\${${from}}…\`.`;
}

function kebabHint(name: string): string | undefined {
  const kebab = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return kebab === '' ? undefined : `Write \`${kebab}\`.`;
}

const listed = (values: readonly unknown[]): string =>
  values.map((known) => `\`${String(known)}\``).join(', ');

function expected(name: string): string {
  if (name === 'string') return 'a text';
  if (name === 'array') return 'a list';
  return name === 'object' || name === 'record' ? 'a map' : `a ${name}`;
}

function kindOf(value: Json): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return value === '' ? 'nothing' : `the text ${quoted(value)}`;
}

function quoted(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** The value at a path, or undefined if there is none. */
export function valueAt(value: Json, path: Path): Json | undefined {
  let found: Json | undefined = value;
  for (const part of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined;
    // Lists and maps are both read by index or key; hasOwn has just confirmed that it exists.
    found = (found as Record<string | number, Json>)[part];
  }
  return found;
}
