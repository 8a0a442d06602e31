/** Requests to the API: same origin, the cookie by itself; what goes wrong is a `Problem`. */
import type { ProblemBody } from './contract';

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

/** The code of a request that got no answer. */
export const unreachable = 'unreachable';

type Query = Readonly<Record<string, string | number | boolean | undefined>>;

interface Options {
  query?: Query;
  body?: object;
  signal?: AbortSignal;
}

/** Asks for something. */
export const get = <Result>(path: string, options: Omit<Options, 'body'> = {}): Promise<Result> =>
  send<Result>('GET', path, options);

/** Changes something. */
export const post = <Result>(path: string, body: object = {}): Promise<Result> =>
  send<Result>('POST', path, { body });

async function send<Result>(method: 'GET' | 'POST', path: string, options: Options): Promise<Result> {
  const { query = {}, body, signal } = options;
  const wanted = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const search = wanted.length === 0 ? '' : `?${new URLSearchParams(wanted).toString()}`;
  const response = await fetch(path + search, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(method === 'GET' ? {} : { 'x-orderly-desk': '1', 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({ code: unreachable, status: 0, detail: '', hint: '' });
  });
  return read<Result>(response);
}

async function read<Result>(response: Response): Promise<Result> {
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Result;
  throw new Problem(problemIn(text) ?? { code: 'internal', status: response.status, detail: '', hint: '' });
}

function problemIn(text: string): ProblemBody | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'code' in parsed ? (parsed as ProblemBody) : undefined;
  } catch {
    return undefined;
  }
}
