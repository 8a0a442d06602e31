/** A merchant's file for a template, with its examples as values. */
import { stringify } from 'yaml';
import type { Json } from '../../contracts/json.js';
import { settledByEvent } from './apply-template.js';
import type { TemplateFile } from './template-form.js';

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
