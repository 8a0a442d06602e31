/** docs/integrating/http-api.md: its examples are requests that the API takes, its problem is one that it tells. */
import { expect, test } from 'vitest';
import { problemSchema, statusOf } from '../../src/api/problem.js';
import { merchantPath, routes } from '../../src/api/routes/index.js';
import type { ErrorCode } from '../../src/contracts/errors/catalogue.js';
import { blocks, page, section } from './support.js';

const api = page('docs/integrating/http-api.md');

const curls = blocks(api, 'sh')
  .flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
  .filter((line) => line.startsWith('curl '));

test.each(curls)('%s', (line) => {
  const [, address = ''] = /(http:\/\/[^\s']+)/.exec(line) ?? [];
  const { pathname, searchParams } = new URL(address);
  const method = line.includes('-X POST') ? 'POST' : 'GET';
  const route = routes.find((other) => {
    const pattern = (merchantPath + other.path).replaceAll(/\{\w+\}/g, '[^/]+');
    return other.method === method && new RegExp(`^${pattern}$`).test(pathname);
  });
  expect(route?.query.safeParse(Object.fromEntries(searchParams)).success).toBe(true);
  const [, body] = /-d '([^']*)'/.exec(line) ?? [];
  if (method === 'POST') expect(route?.body?.safeParse(JSON.parse(body ?? '')).success).toBe(true);
});

test('the examples are read', () => {
  expect(curls.length).toBeGreaterThanOrEqual(4);
});

test("the agents' table names their routes", () => {
  const rows = section(api, '## Agents').matchAll(/^\| `(GET|POST) ([^`?]+)(?:\?[^`]*)?` \|/gm);
  const named = [...rows].map(([, method, path = '']) => `${method} /${path.replaceAll('<id>', '{}')}`);
  const theirs = routes
    .filter(({ caller }) => caller === 'agent')
    .map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(named.sort()).toEqual(theirs.sort());
});

test('the problem is one', () => {
  const problem = problemSchema.parse(JSON.parse(blocks(api, 'json')[0] ?? ''));
  expect(problem.status).toBe(statusOf(problem.code as ErrorCode));
});

test('the table has every status with which a request can be refused', () => {
  const codes = ['json_invalid', 'caller_unknown', 'caller_forbidden', 'route_unknown', 'method_not_allowed'];
  const more = [
    'position_taken',
    'conversation_erased',
    'body_too_large',
    'media_type_unsupported',
    'too_many_requests',
    'api_ending',
  ];
  const statuses = [...codes, ...more].map((code) => String(statusOf(code as ErrorCode))).sort();
  const rows = [...section(api, '## Errors').matchAll(/^\| (\d{3}) \|/gm)];
  expect(rows.map(([, status]) => status)).toEqual(statuses);
});
