/** Compiles `auth:` of a connection: its scheme and settings, and whether its operations can use that scheme. */
import { missingSecret } from '../../contracts/errors/missing-secret.js';
import { authSchemes } from '../auth/index.js';
import {
  type AuthContext,
  type AuthScheme,
  fillSecretsIn,
  type Needed,
  type SchemeKind,
  type SetByScheme,
} from '../auth/scheme.js';
import type { YamlDocument } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import type { Json } from '../../contracts/json.js';
import type { ConnectionContext } from '../connection-context.js';
import { isObject, plainText } from './json-value.js';
import type { Report } from './report-issues.js';
import { requestsOf } from './requests/either.js';
import { checkSecretTexts } from './check-secret-texts.js';
import type { ConnectionFile } from './schema.js';

/** Makes the scheme of a connection. */
export type OpenScheme = (context: AuthContext) => AuthScheme;

/** Returns what opens the scheme; undefined with issues in the report. */
export function compileAuth(
  { auth, operations }: Pick<ConnectionFile, 'auth' | 'operations'>,
  document: YamlDocument,
  report: Report,
  { secrets, siblingFiles }: Pick<ConnectionContext, 'secrets' | 'siblingFiles'>,
): OpenScheme | undefined {
  const { scheme, ...rest } = auth;
  const kind = authSchemes.get(scheme);
  if (!kind) {
    const hint = didYouMean(scheme, authSchemes.keys());
    report.add(['auth', 'scheme'], 'connection_auth_unknown', `The scheme \`${scheme}\` does not exist.`, {
      hint,
    });
    return undefined;
  }
  if (checkNamed(rest as Json, kind, report)) return undefined;
  const missing: string[] = [];
  // YAML gives JSON.
  const settings = fillSecretsIn(rest as Json, secrets, (path, name) => {
    missing.push(name);
    const { code, message, hint } = missingSecret(name, secrets);
    report.add(['auth', ...path], code, message, { hint });
  });
  const parsed = kind.settings.safeParse(settings);
  if (!parsed.success) {
    // Report a missing secret once, and not as an empty setting too.
    if (missing.length === 0)
      report.take(
        issuesOfZod(document, parsed.error, 'connection_invalid', { base: ['auth'], schema: kind.settings }),
      );
    return undefined;
  }
  if (missing.length > 0) return undefined;
  for (const { path, message } of kind.check?.(parsed.data, siblingFiles) ?? [])
    report.add(['auth', ...path], 'connection_auth_invalid', message);
  checkOperations(kind, parsed.data, operations, report);
  checkOverwritten(kind.sets?.(parsed.data) ?? {}, operations, report);
  return (context) => kind.open(parsed.data, context);
}

/** Whether a text of the block names what its scheme knows nothing of; each is reported. */
function checkNamed(settings: Json, { names = [] }: SchemeKind, report: Report): boolean {
  const inner = isObject(settings) && isObject(settings['with'] ?? null) ? settings['with'] : undefined;
  const upper = isObject(inner) ? authSchemes.get(plainText(inner['scheme'] ?? ''))?.names : undefined;
  const known = [...names, ...(upper ?? [])];
  const mayName = (name: string): boolean =>
    known.includes(name) || (known.length > 0 && name.startsWith('header.'));
  return checkSecretTexts(settings, ['auth'], report, mayName);
}

/** Kinds of payload that offer what a scheme may need. */
const PAYLOADS: Readonly<Record<Needed, readonly string[]>> = {
  envelope: ['soap'],
  'named values': ['body', 'form', 'graphql'],
};

type Operations = ConnectionFile['operations'];

/** Reports requests without a place for the credentials. */
function checkOperations(kind: SchemeKind, settings: unknown, operations: Operations, report: Report): void {
  const needed = kind.needs?.(settings);
  if (needed === undefined) return;
  const wanted = PAYLOADS[needed].map((payload) => `\`${payload}\``).join(', ');
  const message = `This request has no place for the credentials: it needs ${wanted}.`;
  for (const { request, path } of requestsOf(operations))
    if (!PAYLOADS[needed].some((payload) => payload in request))
      report.add(path, 'connection_auth_invalid', message, { at: 'key' });
}

/** Reports headers and parameters of requests that the scheme overwrites. */
function checkOverwritten(sets: SetByScheme, operations: Operations, report: Report): void {
  const headers = new Set(sets.headers?.map((name) => name.toLowerCase()));
  const query = new Set(sets.query);
  const hint =
    'Remove it here. If this operation needs other credentials, move it to a connection of its own.';
  for (const { request, path } of requestsOf(operations)) {
    const twice = [
      ...Object.keys(request.headers ?? {}).flatMap((name) =>
        headers.has(name.toLowerCase()) ? [['headers', name]] : [],
      ),
      ...Object.keys(request.query ?? {}).flatMap((name) => (query.has(name) ? [['query', name]] : [])),
    ];
    for (const [key = '', name = ''] of twice) {
      const message = `\`auth\` sets \`${name}\` in every request, so this value would never be sent.`;
      report.add([...path, key, name], 'connection_auth_invalid', message, { at: 'key', hint });
    }
  }
}
