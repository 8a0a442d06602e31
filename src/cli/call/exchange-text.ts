/** A request and its answer as an engineer reads them: credentials by name only. */
import type { TracedExchange } from '../../connectors/trace.js';
import { plain } from '../print.js';
import type { KnownSecrets } from './mask.js';

/** Longest body that is printed whole, characters. */
const BODY = 20_000;

/** One exchange; what the scheme put on is named, not shown. */
export interface ShownExchange {
  request: { method: string; url: string; headers: Record<string, string>; body?: string };
  answer: { status: number; headers: Record<string, string>; body: string } | { failed: string };
}

/** What is shown of an exchange. */
export function shown({ request, sent, outcome }: TracedExchange, secrets: KnownSecrets): ShownExchange {
  const added = Object.entries(sent.headers).filter(([name, value]) => request.headers[name] !== value);
  for (const [, value] of added) for (const part of value.split(/[\s,;="]+/)) secrets.know(part);
  for (const [name, value] of sent.url.searchParams)
    if (request.url.searchParams.get(name) !== value) secrets.know(value);
  const headers = { ...request.headers, ...Object.fromEntries(added.map(([name]) => [name, '•••'])) };
  const body = request.body === undefined ? {} : { body: clean(bodyText(request.body), secrets) };
  return {
    request: {
      method: request.method,
      url: clean(sent.url.href, secrets),
      headers: mapped(headers, (value) => clean(value, secrets)),
      ...body,
    },
    answer:
      outcome.is === 'response'
        ? {
            status: outcome.status,
            headers: mapped(outcome.headers, (value) => clean(value, secrets)),
            body: clean(bodyText(outcome.body), secrets),
          }
        : { failed: outcome.code },
  };
}

const clean = (text: string, secrets: KnownSecrets): string => secrets.masked(plain(text));

function bodyText(body: string | Buffer): string {
  const text = body.toString();
  return text.length > BODY ? `${text.slice(0, BODY)}… (${text.length} characters)` : text;
}

/** Values of a map, changed. */
function mapped(
  map: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, change(value)]));
}
