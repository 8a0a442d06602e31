/** A prebuilt connector for people: what it needs, what it offers with which permission, what it does not. */
import { stringify } from 'yaml';
import { authSchemes } from '../../connectors/auth/index.js';
import { checkConnection } from '../../connectors/build-connection.js';
import type { Template } from '../../connectors/templates/templates.js';
import type { Effect } from '../../contracts/effect.js';
import { painted, printLine, printTable } from '../print.js';
import type { Json } from '../../contracts/json.js';
import { settledByEvent } from '../../connectors/templates/apply-template.js';
import type { TemplateFile } from '../../connectors/templates/template-schema.js';

/** The text of such a file, by its way to log in (the first by default). */
export function exampleUse(template: TemplateFile, scheme = 0): string {
  const { scheme: name = 'none', example = {} } = template.auth[scheme] ?? {};
  const needed = Object.entries(template.parameters).filter(([, rules]) => rules.default === undefined);
  return stringify({
    connection: template.template,
    connector: template.template,
    ...(needed.length === 0
      ? {}
      : { parameters: Object.fromEntries(needed.map(([key, rules]) => [key, rules.example])) }),
    ...(template.baseUrl === undefined ? { baseUrl: 'https://api.example.com' } : {}),
    auth: { scheme: name, ...example },
    // A template is YAML, which is JSON.
    ...(settledByEvent(template as unknown as Json, {}).length > 0 ||
    Object.values(template.needs).includes('events')
      ? { events: { secret: `\${secret.${template.template.replaceAll('-', '_').toUpperCase()}_WEBHOOKS}` } }
      : {}),
  });
}

/** What is shown of a template. */
export interface ShownTemplate {
  name: string;
  title: string;
  api?: string | undefined;
  parameters: readonly { name: string; help: string; example: string; default?: string | undefined }[];
  auth: readonly { scheme: string; about: string }[];
  operations: readonly { name: string; effect: Effect; right: string; needs?: string | undefined }[];
  gaps: readonly { name: string; why: string }[];
  /** A file of a merchant, with examples as values. */
  example: string;
}

/** Collects it. */
export function shownTemplate(name: string, { file }: Template): ShownTemplate {
  const example = exampleUse(file);
  const { connection } = checkConnection({ file: `${name}.yaml`, text: example });
  return {
    ...{ name, title: file.title, api: file.api },
    parameters: Object.entries(file.parameters).map(([parameter, rules]) => ({
      ...{ name: parameter, help: rules.help, example: rules.example, default: rules.default },
    })),
    auth: file.auth
      .filter(({ scheme }) => authSchemes.has(scheme))
      .map(({ scheme, about }) => ({ scheme, about })),
    operations: Object.keys(file.operations).map((operation) => ({
      name: operation,
      effect: connection?.bindings.get(operation)?.effect ?? 'read',
      right: file.rights[operation] ?? '',
      needs: file.needs[operation],
    })),
    gaps: Object.entries(file.gaps).map(([operation, why]) => ({ name: operation, why })),
    example,
  };
}

/** Prints it. */
export function printTemplate(shown: ShownTemplate): void {
  printLine(`${shown.title}${shown.api === undefined ? '' : `, API ${shown.api}`}`);
  section('Parameters');
  for (const { name, help, example, default: usual } of shown.parameters)
    printLine(
      `  ${name}: ${help} For example: ${example}.${usual === undefined ? '' : ` Without it: ${usual}.`}`,
    );
  if (shown.parameters.length === 0) printLine('  none');
  section('Logs in with');
  for (const { scheme, about } of shown.auth) printLine(`  ${scheme}: ${about}`);
  section('Operations');
  printTable(
    ['operation', 'effect', 'permission'],
    shown.operations.map(({ name, effect, right }) => [name, effect, right]),
  );
  for (const { name, needs } of shown.operations)
    if (needs !== undefined)
      printLine(
        `  ${name} is not offered without ${needs === 'events' ? 'events' : `the parameter ${needs}`}.`,
      );
  if (shown.gaps.length > 0) section('Not offered');
  for (const { name, why } of shown.gaps) printLine(`  ${name}: ${why}`);
  section('A connection');
  for (const line of shown.example.trimEnd().split('\n')) printLine(`  ${line}`);
}

const section = (title: string): void => {
  printLine(`\n${painted('bold', title)}`);
};
