/** The client of the API: same origin, the cookie by itself; what goes wrong is a `Problem`. */
import createClient from 'openapi-fetch';
import type { components, paths } from '../../../types/desk-api';

/** What the API answered in the place of a result, or that it could not be reached. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly hint: string;

  constructor({ code, status, detail, hint }: Pick<ProblemBody, 'code' | 'status' | 'detail' | 'hint'>) {
    super(detail);
    this.name = 'Problem';
    this.code = code;
    this.status = status;
    this.hint = hint;
  }
}

type ProblemBody = components['schemas']['Problem'];

/** The code of a request that got no answer. */
export const unreachable = 'unreachable';

/** Says that a page of the desk sends the request: a foreign page cannot. */
const ownHeaders = { 'x-orderly-desk': '1' };

/** The typed client of the API's document. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  headers: ownHeaders,
});

/** The result of a request; throws a `Problem`. */
export async function answer<Data>(
  request: Promise<{ data?: Data | undefined; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await request.catch(noAnswer);
  if (response.ok) return data as Data;
  throw new Problem(
    isProblem(error) ? error : { code: 'internal', status: response.status, detail: '', hint: '' },
  );
}

/** A request about the session itself, which is in no document. */
export async function ofSession<Data>(method: 'GET' | 'POST', path: string, body?: object): Promise<Data> {
  const headers = { ...ownHeaders, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
  const sent = fetch(`/v1/desk/${path}`, {
    ...{ method, credentials: 'same-origin', headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await sent.catch(noAnswer);
  const read: unknown = response.status === 204 ? undefined : await response.json().catch(() => undefined);
  return answer(Promise.resolve({ data: read as Data, error: read, response }));
}

function noAnswer(error: unknown): never {
  if (error instanceof DOMException && error.name === 'AbortError') throw error;
  throw new Problem({ code: unreachable, status: 0, detail: '', hint: '' });
}

const isProblem = (value: unknown): value is ProblemBody =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
