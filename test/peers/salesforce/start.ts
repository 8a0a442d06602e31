/** Starts a site with its Account Manager in this process, on a free port. */
import type { ServerResponse } from 'node:http';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';
import { type Book, newBook, type Row } from './book.js';
import { answerOcapi } from './ocapi.js';
import { answerOrders, type Asked, problem, type Said } from './site.js';

/** The API client; each value is a canary. */
export const client = { id: 'CANARY-ci', secret: 'CANARY cs&=' };

/** A running site. */
export interface CommerceCloud extends AsyncDisposable {
  url: string;
  book: Book;
  /** Requests to its APIs, without those for tokens. */
  hits: Hit[];
  /** Each answer so far, with its request. */
  said: { hit: Hit; status: number; value: unknown }[];
  /** Of the next requests with this method, so many are acted on, and their answer is lost. */
  cut: { method: string; times: number };
  /** How loaded it says that it is, in percent, and how many of the next requests it sheds. */
  load: { percent: number; sheds: number };
}

const loadHeaders = (percent: number): Record<string, string> =>
  percent < 80
    ? { sfdc_load: String(percent) }
    : { sfdc_load: String(percent), sfdc_load_status: percent < 90 ? 'WARN' : 'THROTTLE' };

/** Account Manager's path for tokens, and where a copied connection asks for them. */
const TOKENS = /\/(dwsso\/oauth2\/access_token|oauth\/token)$/;

/** Opens it. */
export async function startCommerceCloud(): Promise<CommerceCloud> {
  const book = newBook();
  const site: Omit<CommerceCloud, 'url' | typeof Symbol.asyncDispose> = {
    ...{ book, hits: [], said: [], cut: { method: '', times: 0 }, load: { percent: 10, sheds: 0 } },
  };
  const server: HostileServer = await serve((hit, response) => {
    const { pathname, searchParams } = new URL(hit.url, 'http://site.example');
    if (TOKENS.test(pathname)) {
      sayToken(hit, response);
      return;
    }
    site.hits.push(hit);
    const sent = hit.body === '' ? {} : (JSON.parse(hit.body) as Row);
    say(site, hit, response, { method: hit.method, path: pathname, query: searchParams, sent });
  });
  return Object.assign(site, {
    url: server.url,
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  });
}

/** A token for who the client is, by HTTP Basic, and for what it may. */
function sayToken({ headers, body }: Hit, response: ServerResponse): void {
  const basic = Buffer.from((headers.authorization ?? '').replace('Basic ', ''), 'base64').toString();
  const [id = '', secret = ''] = basic
    .split(':')
    .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
  const form = new URLSearchParams(body);
  if (id !== client.id || secret !== client.secret || form.get('grant_type') !== 'client_credentials')
    answerJson(response, 401, { error: 'invalid_client', error_description: 'Client authentication failed' });
  // OCAPI has settings in the place of scopes.
  else if (!/^(SALESFORCE_COMMERCE_API:zzxy_prd sfcc\..*)?$/.test(form.get('scope') ?? ''))
    answerJson(response, 400, { error: 'invalid_scope' });
  else
    answerJson(response, 200, {
      ...{ access_token: `am ${form.get('scope') ?? ''}`.replaceAll(' ', '.'), token_type: 'Bearer' },
      ...{ scope: form.get('scope'), expires_in: 1799 },
    });
}

function answerTo({ book, load }: Pick<CommerceCloud, 'book' | 'load'>, hit: Hit, asked: Asked): Said {
  const rights = hit.headers.authorization ?? '';
  if (!rights.startsWith('Bearer am.'))
    return problem(401, 'Invalid Access Token', 'The access token is invalid.');
  if (asked.path.startsWith('/s/RefArch/dw/shop/')) return answerOcapi(asked, book);
  if (asked.method !== 'GET' && !rights.includes('sfcc.orders.rw'))
    return problem(403, 'Forbidden', 'The scope sfcc.orders.rw is missing.');
  if (load.sheds > 0) {
    load.sheds -= 1;
    return problem(503, 'Service Unavailable', 'The system is under high load.');
  }
  return answerOrders(asked, book);
}

function say(
  site: Pick<CommerceCloud, 'book' | 'load' | 'said' | 'cut'>,
  hit: Hit,
  response: ServerResponse,
  asked: Asked,
): void {
  const { status, value } = structuredClone(answerTo(site, hit, asked));
  site.said.push({ hit, status, value });
  const headers = { ...loadHeaders(site.load.percent), ...(status === 503 ? { 'retry-after': '60' } : {}) };
  if (hit.method === site.cut.method && site.cut.times > 0) {
    site.cut.times -= 1;
    response.destroy();
  } else if (status === 204) response.writeHead(status, headers).end();
  else answerJson(response, status, value, headers);
}
