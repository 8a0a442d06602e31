/** A login request: what it sends, and its response. */
import { z } from 'zod';
import { textOf } from '../http/charset.js';
import type { HttpOutcome, HttpResponse } from '../http/client.js';
import type { AuthContext } from './scheme.js';
import { TOKEN_BYTES } from './token-endpoint.js';

const Headers = z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string());

/** Settings of a login; any text may contain `${secret.NAME}`. */
export const loginSettings = {
  loginUrl: z.url({ protocol: /^https?$/ }).describe('Login address.'),
  method: z.enum(['POST', 'GET']).default('POST').describe('`POST` or `GET`.'),
  headers: Headers.optional().describe('Headers of the login request.'),
  basic: z
    .strictObject({
      user: z.string().min(1).describe('User name.'),
      password: z.string().default('').describe('Password.'),
    })
    .optional()
    .describe('Credentials for the login, as HTTP Basic.'),
  json: z.unknown().optional().describe('JSON body of the login request.'),
  form: z.record(z.string(), z.string()).optional().describe('Form body of the login request.'),
  xml: z.string().min(1).optional().describe('XML body of the login request, such as a SOAP envelope.'),
};

/** Parsed login settings. */
export type LoginSettings = z.infer<z.ZodObject<typeof loginSettings>>;

/** Rejects a login with two bodies, or with a body that its method does not allow. */
export function loginIsWhole({ json, form, xml, method }: LoginSettings, context: z.RefinementCtx): void {
  const bodies = [json, form, xml].filter((body) => body !== undefined).length;
  if (bodies > 1)
    context.addIssue({
      code: 'custom',
      path: ['form'],
      message: 'Use one of `json`, `form` and `xml`.',
    });
  if (bodies > 0 && method === 'GET')
    context.addIssue({ code: 'custom', path: ['method'], message: 'A login with `GET` cannot have a body.' });
}

/** Setting for the headers of a login request. */
export const LoginHeaders = Headers;

/** Logs in; undefined, and reported, when no response below 400 came. */
export async function logIn(
  settings: LoginSettings,
  context: AuthContext,
): Promise<HttpResponse | undefined> {
  const { basic, headers } = settings;
  const credentials = basic && Buffer.from(`${basic.user}:${basic.password}`).toString('base64');
  const body = bodyOf(settings);
  return ask(context, {
    method: settings.method,
    url: new URL(settings.loginUrl),
    headers: {
      accept:
        settings.xml === undefined ? 'application/json, */*;q=0.5' : 'text/xml, application/xml, */*;q=0.5',
      ...(credentials === undefined ? {} : { authorization: `Basic ${credentials}` }),
      ...(body ? { 'content-type': body.type } : {}),
      ...lowered(headers),
    },
    ...(body ? { body: body.text } : {}),
  });
}

function bodyOf({ json, form, xml }: LoginSettings): { type: string; text: string } | undefined {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(json) };
  if (xml !== undefined) return { type: 'text/xml; charset=utf-8', text: xml };
  return form && { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() };
}

/** Sends a request on the way to a token; undefined, and reported, when no response below 400 came. */
export async function ask(
  { http, timeoutMs, report }: AuthContext,
  request: { method: 'GET' | 'POST'; url: URL; headers: Record<string, string>; body?: string },
): Promise<HttpResponse | undefined> {
  const outcome = await http.send({ ...request, timeoutMs, maxBytes: TOKEN_BYTES });
  if (outcome.is === 'response' && outcome.status < 400) return outcome;
  report?.({
    kind: 'token_failed',
    why: 'status' in outcome && outcome.status >= 400 ? `status_${outcome.status}` : codeOf(outcome),
  });
  return undefined;
}

const codeOf = (outcome: HttpOutcome): string => ('code' in outcome ? outcome.code : 'answer_unreadable');

/** The response as JSON, or the JSON view of its XML; undefined when it is neither. */
export function jsonOf(answer: HttpResponse, { viewOfXml }: Pick<AuthContext, 'viewOfXml'>): unknown {
  const text = textOf(answer) ?? '';
  if (text.trimStart().startsWith('<')) return viewOfXml(answer);
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Headers with lower-case names, for comparison. */
export const lowered = (headers: Readonly<Record<string, string>> = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
