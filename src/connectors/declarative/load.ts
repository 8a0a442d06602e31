/** What responses say about the system's own limits: in headers, and as a bucket of points. */
import type { HttpResponse } from '../../http/client.js';
import type { Limiter } from '../../http/limits.js';
import { pauseOf } from '../../http/rate-headers.js';
import type { Json } from '../../contracts/json.js';
import type { JsonPath } from './json-path.js';
import type { Report } from './report.js';
import type { ConnectionFile } from './schema.js';

/** Passes what a response says to a limiter; `body` is its JSON view, if it has one. */
export type LoadReader = (
  answer: Pick<HttpResponse, 'status' | 'headers'>,
  body: Json | undefined,
  limiter: Limiter,
) => void;

/** Compiles `limits:` of a connection. */
export function compileLoad({ headers, bucket }: ConnectionFile['limits'], report: Report): LoadReader {
  const path = (name: keyof NonNullable<typeof bucket>): JsonPath | undefined =>
    bucket && report.jsonPath(bucket[name], ['limits', 'bucket', name]);
  const [available, restore, requested] = [path('available'), path('restore'), path('requested')];
  return (answer, body, limiter) => {
    const pause = pauseOf(answer, headers, Date.now());
    if (pause !== undefined) limiter.pause(pause);
    if (!bucket || body === undefined) return;
    limiter.learn({
      available: numberAt(available, body),
      restorePerSecond: numberAt(restore, body),
      needed: numberAt(requested, body),
    });
  };
}

/** The number at a path; NaN if there is none. */
function numberAt(path: JsonPath | undefined, body: Json): number {
  const [value] = path?.select(body) ?? [];
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
    ? Number(value)
    : Number.NaN;
}
