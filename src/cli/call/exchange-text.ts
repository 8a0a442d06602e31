/** A request and its answer for engineers to read: credentials by name only. */
import type { HttpResponse } from '../../connectors/http/client.js';
import { kindOfAnswer } from '../../connectors/http/answer-kind.js';
import type { SignInExchange, TracedExchange } from '../../connectors/trace.js';
import { decode } from '../../connectors/declarative/formats/charset.js';
import { plain } from '../../platform/observability/print-failure.js';
import { namesCredential } from './credentials-in-answers.js';
import { type KnownSecrets, MASK } from './mask.js';
import { type MaskedRequest, maskedRequests } from './masked-request.js';

/** Longest body that is printed whole, characters. */
const BODY = 20_000;

/** Longest secret that could straddle that limit. */
const MARGIN = 10_000;

/** One exchange; what the auth scheme added is named, not shown. */
export interface ShownExchange {
  request: MaskedRequest;
  answer: { status: number; headers: Record<string, string>; body: string } | { failed: string };
}

/** The printable exchanges of one call. */
export function shown(exchanges: readonly TracedExchange[], secrets: KnownSecrets): ShownExchange[] {
  const requests = maskedRequests(exchanges, secrets);
  const clean = (text: string): string => plain(secrets.masked(text));
  return exchanges.map(({ outcome }, index) => {
    const rewrite = requests[index];
    if (rewrite === undefined) throw new Error('a request for each exchange');
    const { body, ...request } = rewrite;
    return {
      request: { ...request, ...(body === undefined ? {} : { body: cut(body, (text) => text) }) },
      answer:
        outcome.is === 'response'
          ? {
              status: outcome.status,
              headers: headersOf(outcome, clean),
              body: cut(answerText(outcome), clean),
            }
          : { failed: outcome.code },
    };
  });
}

/** One exchange of a log-in: its address, and what kind of answer came. What was sent and what came is secret. */
export function shownSignIn({ method, url, outcome }: SignInExchange, secrets: KnownSecrets): string {
  const asked = plain(secrets.masked(`> log-in: ${method} ${url.origin}${url.pathname}`));
  if (outcome.is !== 'response') return `${asked}\n< no answer: ${outcome.code}`;
  return `${asked}\n< ${outcome.status}, ${kindOfAnswer(outcome).replace('_', ' ')}`;
}

/** An answer's body as text; bytes in an unknown charset count as Latin-1. */
export function answerText({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): string {
  try {
    return decode(body, { contentType: headers['content-type'], xml: true }).text;
  } catch {
    return body.toString('latin1');
  }
}

/** Masks secrets before truncating the text: half a secret would not be found. */
function cut(text: string, clean: (text: string) => string): string {
  if (text.length <= BODY) return clean(text);
  return `${clean(text.slice(0, BODY + MARGIN)).slice(0, BODY)}… (${text.length} characters)`;
}

const headersOf = ({ headers }: HttpResponse, clean: (value: string) => string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, namesCredential(name) ? MASK : clean(value)]),
  );
