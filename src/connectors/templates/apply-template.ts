/** Fills a template with what a merchant's file says: the whole connection, in the language of the others. */
import { type Effect, effects, greatestEffect } from '../../contracts/effect.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { issueAt, type YamlDocument, type Path } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { issuesOfZod, valueAt } from '../../flows/yaml/zod-issues.js';
import { isObject, omitted } from '../declarative/json-value.js';
import { fillParameters, parametersOf } from './parameters.js';
import type { TemplateFile } from './template-schema.js';
import type { Template } from './templates.js';
import { TemplateUse } from './template-use-schema.js';

// A merchant's file and its template as one document, in which everything has its place in the file that says it.

/** Keys below which the merchant's file may say some things, and the template the others. */
const SHARED: readonly unknown[] = ['operations', 'limits', 'auth'];

/** Shows `value`, which was made of both; `scheme` is the template's way to log in that the merchant has chosen. */
function mergedDocument(
  own: YamlDocument,
  template: YamlDocument,
  value: JsonObject,
  scheme: number,
): YamlDocument {
  const placeOf = (path: Path): { document: YamlDocument; path: Path } => {
    const [first, block, ...rest] = path;
    // The secret of webhooks is the one thing that the merchant says of them.
    if (first === 'events' && block === 'verify' && rest[0] === 'secret')
      return { document: own, path: ['events', ...rest] };
    if (first === 'events') return { document: path.length > 1 ? template : own, path };
    const depth = SHARED.includes(first) ? 2 : 1;
    const has = (document: YamlDocument, place: Path): boolean =>
      valueAt(document.value, place.slice(0, depth)) !== undefined;
    if (path.length < depth || has(own, path)) return { document: own, path };
    const known = first === 'auth' ? ['auth', scheme, ...path.slice(1)] : path;
    return has(template, known) ? { document: template, path: known } : { document: own, path };
  };
  return {
    file: own.file,
    text: own.text,
    value,
    locate: (path, at) => {
      const place = placeOf(path);
      return place.document.locate(place.path, at);
    },
    locateIn: (path, index) => {
      const place = placeOf(path);
      return place.document.locateIn(place.path, index);
    },
    isPlain: (path) => {
      const place = placeOf(path);
      return place.document.isPlain(place.path);
    },
  };
}

/** The connection that a merchant's file makes of a template; undefined with issues; and the values of its parameters. */
export function applyTemplate(
  own: YamlDocument,
  { document: template, file }: Template,
): { document?: YamlDocument; parameters?: ReadonlyMap<string, string>; issues: Issue[] } {
  const parsed = TemplateUse.safeParse(own.value);
  if (!parsed.success)
    return { issues: issuesOfZod(own, parsed.error, 'connection_invalid', { schema: TemplateUse }) };
  const use = parsed.data;
  const issues: Issue[] = [];
  const parameters = parametersOf(file, use.parameters ?? {}, own, issues);
  const scheme = file.auth.findIndex((known) => known.scheme === use.auth.scheme);
  if (scheme < 0) issues.push(unknownScheme(own, file.title, use.auth.scheme, file.auth));
  for (const key of Object.keys(use.auth).filter((key) => isFixed(key, file.auth[scheme]))) {
    const message = `${file.title} already sets \`${key}\`.`;
    issues.push(issueAt(own, ['auth', key], 'connection_invalid', message, undefined, { at: 'key' }));
  }
  for (const [index, name] of (use.without ?? []).entries()) checkWithout(own, index, name, template, issues);
  checkEffects(own, template, issues);
  if (use.events !== undefined && file.events === undefined) {
    const message = `This connector does not read webhooks of ${file.title}.`;
    issues.push(issueAt(own, ['events'], 'connection_invalid', message, undefined, { at: 'key' }));
  }
  const reported = use.events === undefined ? settledByEvent(template.value, own.value) : [];
  if (reported.length > 0) {
    const message = `${file.title} reports the outcome of \`${reported.join('`, `')}\` only by webhook.`;
    const hint = "Add `events: { secret: '${secret.NAME}' }`, or leave out the operations with `without`.";
    issues.push(issueAt(own, ['connector'], 'connection_invalid', message, hint));
  }
  if (issues.length > 0) return { issues };
  const value = fillParameters(merged(own.value, template.value, scheme), parameters);
  return { document: mergedDocument(own, template, value, scheme), parameters, issues };
}

/** Whether a setting of a login is the connector's: where it sends secrets is not a merchant's to say. */
const isFixed = (key: string, scheme: TemplateFile['auth'][number] | undefined): boolean =>
  scheme !== undefined && !['scheme', 'about', 'example'].includes(key) && Object.hasOwn(scheme, key);

const mapAt = (value: Json, key: string): JsonObject => {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
};

/** What both say, as the file of a declarative connection; the merchant's own words come last and count. */
function merged(own: Json, template: Json, scheme: number): JsonObject {
  if (!isObject(own) || !isObject(template)) return {};
  const { without } = own;
  const schemes = template['auth'] as readonly JsonObject[]; // the form of a template
  const settings = omitted(schemes[scheme] ?? {}, 'about', 'example');
  const missing = notOffered(template, own);
  const isLeft = ([name]: [string, Json]): boolean =>
    ![...((without ?? []) as readonly string[]), ...missing].some((each) => isNamed(name, each)); // the form of a use
  const base = template['baseUrl'];
  const { errorRules: rules, decimals } = template;
  const events = mapAt(template, 'events');
  const verify = { ...mapAt(events, 'verify'), ...mapAt(own, 'events') };
  return {
    ...omitted(own, 'parameters', 'without'),
    connector: 'declarative',
    ...(base === undefined || 'baseUrl' in own ? {} : { baseUrl: base }),
    ...(rules === undefined ? {} : { errorRules: rules }),
    ...(decimals === undefined ? {} : { decimals }),
    ...('events' in own ? { events: { ...events, verify } } : {}),
    auth: { ...settings, ...mapAt(own, 'auth') },
    limits: { ...mapAt(template, 'limits'), ...mapAt(own, 'limits') },
    operations: {
      ...Object.fromEntries(Object.entries(mapAt(template, 'operations')).filter(isLeft)),
      ...mapAt(own, 'operations'),
    },
  };
}

/** Operations of a template whose parameter, or whose `events`, the merchant's file does not have. */
const notOffered = (template: JsonObject, own: JsonObject): string[] => {
  const said = new Set([...Object.keys(mapAt(own, 'parameters')), ...('events' in own ? ['events'] : [])]);
  return Object.entries(mapAt(template, 'needs') as Readonly<Record<string, string>>) // the form of a template
    .flatMap(([name, needed]) => (said.has(needed) ? [] : [name]));
};

/** Operations of a template that nothing but an event settles, but for those that the merchant's file leaves out or says itself. */
export function settledByEvent(template: Json, own: Json): string[] {
  const without = (isObject(own) ? own['without'] : undefined) as readonly string[] | undefined; // the form of a use
  const said = mapAt(own, 'operations');
  return Object.entries(mapAt(template, 'operations')).flatMap(([name, rules]) => {
    const settles = mapAt(mapAt(rules, 'accepted'), 'settles');
    const isLeft = !(name in said) && !(without ?? []).some((each) => isNamed(name, each));
    return isLeft && 'event' in settles && !('ask' in settles) ? [name] : [];
  });
}

/** Whether a name is that of an operation, or of its domain. */
const isNamed = (operation: string, name: string): boolean =>
  operation === name || operation.startsWith(`${name}.`);

function unknownScheme(
  own: YamlDocument,
  title: string,
  scheme: string,
  known: readonly { scheme: string; about: string }[],
): Issue {
  const hint = `Use one of: ${known.map((each) => `\`${each.scheme}\` (${each.about})`).join(', ')}.`;
  const message = `${title} does not support \`${scheme}\`.`;
  return issueAt(own, ['auth', 'scheme'], 'connection_auth_unknown', message, hint);
}

function checkWithout(
  own: YamlDocument,
  index: number,
  name: string,
  template: YamlDocument,
  issues: Issue[],
): void {
  const offered = Object.keys(mapAt(template.value, 'operations'));
  const path = ['without', index];
  if (!offered.some((operation) => isNamed(operation, name))) {
    const message = `The connector has no operation \`${name}\` to leave out.`;
    issues.push(issueAt(own, path, 'connection_operation_unknown', message, didYouMean(name, offered)));
  }
}

/** An operation of the merchant's own does not less than the connector says of its own one. */
function checkEffects(own: YamlDocument, template: YamlDocument, issues: Issue[]): void {
  for (const [name, rules] of Object.entries(mapAt(own.value, 'operations'))) {
    const before = effectIn(mapAt(template.value, 'operations')[name]);
    const now = effectIn(rules);
    if (before === undefined || greatestEffect(before, now ?? 'read') === now) continue;
    const message = `In the connector, \`${name}\` has the effect \`${before}\`.`;
    const hint = `Write \`effect: ${before}\`.`;
    issues.push(
      issueAt(own, ['operations', name], 'connection_effect_lowered', message, hint, { at: 'key' }),
    );
  }
}

/** The effect that rules of an operation say themselves; what they leave to the catalogue is the same for both. */
const effectIn = (rules: Json | undefined): Effect | undefined =>
  effects.find((effect) => isObject(rules) && rules['effect'] === effect);
