/** Drafts `auth:` and `baseUrl` from an OpenAPI document. */
import type { Description } from '../description.js';
import { secretName } from '../names.js';
import { type Node, type OpenApiDocument, listOf, nodeOf, textOf } from './document.js';

/** Drafts `auth:` from the first security scheme that we support. */
export function draftAuth(document: OpenApiDocument, prefix: string): Description['auth'] {
  const { root, version } = document;
  const all =
    version === 2
      ? nodeOf(root['securityDefinitions'])
      : nodeOf(nodeOf(root['components'])['securitySchemes']);
  const wanted = listOf(root['security']).flatMap((each) => Object.keys(nodeOf(each)));
  const names = [...new Set([...wanted, ...Object.keys(all)])];
  for (const name of names) {
    const drafted = schemeOf(document.follow(all[name]), prefix);
    if (drafted !== undefined) return { rules: drafted, remark: `guess: security scheme \`${name}\`` };
  }
  return {
    rules: { scheme: 'none' },
    remark: 'TODO: the description has no security scheme that is known here',
  };
}

function schemeOf(scheme: Node, prefix: string): Description['auth']['rules'] | undefined {
  const secret = (name: string): string => `\${secret.${secretName(`${prefix}_${name}`)}}`;
  const type = textOf(scheme['type'])?.toLowerCase();
  const http = textOf(scheme['scheme'])?.toLowerCase();
  if (type === 'basic' || (type === 'http' && http === 'basic'))
    return { scheme: 'basic', user: secret('user'), password: secret('password') };
  if (type === 'http' && http === 'bearer') return { scheme: 'bearer', token: secret('token') };
  if (type === 'apikey') return apiKey(scheme, secret('key'));
  if (type !== 'oauth2') return undefined;
  const flows = nodeOf(scheme['flows']);
  const flow = scheme['flow'] === 'application' ? scheme : nodeOf(flows['clientCredentials']);
  const tokenUrl = textOf(flow['tokenUrl']);
  if (tokenUrl === undefined) return undefined;
  const client = { clientId: secret('client_id'), clientSecret: secret('client_secret') };
  return { scheme: 'oauth2-client-credentials', tokenUrl: filled(tokenUrl, {}), ...client };
}

function apiKey(scheme: Node, key: string): Description['auth']['rules'] | undefined {
  const name = textOf(scheme['name']);
  if (name === undefined) return undefined;
  if (scheme['in'] === 'query') return { scheme: 'api-key', query: name, key };
  // A connection's headers have letters, digits and hyphens.
  return scheme['in'] === 'header' && /^[A-Za-z0-9-]+$/.test(name)
    ? { scheme: 'api-key', header: name, key }
    : undefined;
}

/** The first server, with the defaults of its variables. */
export function baseUrlOf({ root, version }: OpenApiDocument): string | undefined {
  if (version === 2) {
    const host = textOf(root['host']);
    const scheme = listOf(root['schemes']).includes('https')
      ? 'https'
      : (textOf(listOf(root['schemes'])[0]) ?? 'https');
    return host === undefined ? undefined : trimmed(`${scheme}://${host}${textOf(root['basePath']) ?? ''}`);
  }
  const server = nodeOf(listOf(root['servers'])[0]);
  const url = textOf(server['url']);
  return url === undefined || !/^https?:/.test(url)
    ? undefined
    : trimmed(filled(url, nodeOf(server['variables'])));
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

/** Fills variables with their defaults; one without a default is the merchant's own and becomes a secret. */
const filled = (url: string, variables: Node): string =>
  url.replaceAll(
    /\{([^}]+)\}/g,
    (_, name: string) => textOf(nodeOf(variables[name])['default']) ?? `\${secret.${secretName(name)}}`,
  );
