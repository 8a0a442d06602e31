/** What kind of answer came, whatever was asked for: a log-in page, another web page, a route that nobody serves, JSON. */
import type { HttpResponse } from './client.js';

/** The kinds; `unknown_route`: the software in front knows no such path, whatever records there are. */
export type AnswerKind =
  'empty' | 'unknown_route' | 'login_page' | 'web_page' | 'json' | 'xml' | 'compressed' | 'binary' | 'text';

/** How much of a body is looked at, bytes. */
const LOOKED_AT = 65_536;

/** First bytes of gzip (RFC 1952), Zstandard (RFC 8878), and zip. */
const COMPRESSED = [/^\x1f\x8b/, /^\x28\xb5\x2f\xfd/, /^PK\x03\x04/];

/** What routers and gateways say of a path that they do not know: no system says it of a missing record. */
const ROUTES = [
  /cannot (get|post|put|patch|delete) \//i,
  /no route (found|matche[sd])/i,
  /(request does not|did not|doesn't) match any route/i,
  /rest_no_route/,
  /\broute (get|post|put|patch|delete)[: ]\S{1,200} not found/i,
  /the route \S{1,200} could not be found/i,
  /^404 page not found$/i,
  /was not found on this server/i,
  /no handler found for/i,
];

/** The kind of an answer, by its first bytes and what they say. */
export function kindOfAnswer({ status, body }: Pick<HttpResponse, 'status' | 'body'>): AnswerKind {
  const head = body.toString('latin1', 0, LOOKED_AT).replace(/^\xef\xbb\xbf/, '');
  const text = head.trim();
  if (text === '') return 'empty';
  if (COMPRESSED.some((form) => form.test(head))) return 'compressed';
  if ((status === 404 || status === 405) && ROUTES.some((form) => form.test(text))) return 'unknown_route';
  if (/^(<!--[^>]*>|<\?xml[^>]*>|\s)*<(!doctype html|html)\b/i.test(text))
    return /<input\b[^>]{0,500}\btype\s*=\s*["']?password/i.test(text) ? 'login_page' : 'web_page';
  if (/^[{["]/.test(text)) return 'json';
  if (/^<[?!\w]/.test(text)) return 'xml';
  return /[\x00-\x08\x0e-\x1a]/.test(head) ? 'binary' : 'text';
}
