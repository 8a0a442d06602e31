/** What a template must know of a merchant: checked against its patterns, and put where it names them. */
import type { Issue } from '../../contracts/issue.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import { issueAt, type YamlDocument } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { isList } from '../declarative/json-value.js';
import type { TemplateFile, TemplateParameter } from './template-schema.js';

/** One label of a host's name (RFC 1123), so that no value leads to another domain. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i;

/** The value of each parameter of a template; what is missing, unknown or does not fit is an issue of the merchant's file. */
export function parametersOf(
  template: Pick<TemplateFile, 'title' | 'parameters' | 'baseUrl' | 'auth' | 'needs'>,
  given: Readonly<Record<string, string>>,
  own: YamlDocument,
  issues: Issue[],
): ReadonlyMap<string, string> {
  const known = Object.keys(template.parameters);
  const add = (
    path: readonly string[],
    message: string,
    hint?: string,
    at: 'key' | 'value' = 'value',
  ): void => {
    issues.push(issueAt(own, path, 'connection_parameter_invalid', message, hint, { at }));
  };
  for (const name of Object.keys(given).filter((name) => !known.includes(name)))
    add(
      ['parameters', name],
      `${template.title} has no parameter \`${name}\`.`,
      didYouMean(name, known),
      'key',
    );
  const inHosts = hostParameters([template.baseUrl ?? '', template.auth]);
  return new Map(
    Object.entries(template.parameters).map(([name, rules]) => {
      const value = given[name] ?? rules.default;
      const hint = `${rules.help} For example: ${rules.example}.`;
      if (value === undefined && Object.values(template.needs).includes(name)) return [name, ''];
      if (value === undefined) add(['parameters'], `\`${name}\` is missing.`, hint, 'key');
      else if (!fits(value, rules) || (inHosts.has(name) && !LABEL.test(value)))
        add(['parameters', name], `The value of \`${name}\` is not valid.`, hint);
      return [name, value ?? ''];
    }),
  );
}

const fits = (value: string, { pattern, values }: TemplateParameter): boolean =>
  pattern === undefined ? values?.includes(value) === true : new RegExp(`^(?:${pattern})$`).test(value);

/** Names of the parameters that stand in the host of an address. */
function hostParameters(value: unknown): Set<string> {
  const hosts = JSON.stringify(value).match(/https?:\/\/[^/"]*/g) ?? [];
  return new Set(hosts.flatMap((host) => [...host.matchAll(PLACE)].map(([, name = '']) => name)));
}

const PLACE = /\$\{parameters\.([A-Za-z0-9]+)\}/g;

/** Puts values in the place of `${parameters.…}` in all texts and names; an unknown name stays, and is an issue of the language. */
export function fillParameters(value: JsonObject, parameters: ReadonlyMap<string, string>): JsonObject {
  const filled = (part: Json): Json => {
    if (typeof part === 'string') return fillText(part, parameters);
    if (part === null || typeof part !== 'object') return part;
    if (isList(part)) return part.map(filled);
    return Object.fromEntries(
      Object.entries(part).map(([key, item]) => [fillText(key, parameters), filled(item)]),
    );
  };
  return filled(value) as JsonObject; // a map stays one
}

/** The same in one text. */
export const fillText = (text: string, parameters: ReadonlyMap<string, string>): string =>
  text.replaceAll(PLACE, (whole, name: string) => parameters.get(name) ?? whole);
