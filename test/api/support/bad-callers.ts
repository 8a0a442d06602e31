/** Callers that must be refused. */
import {
  type BadRequest,
  bearer,
  conversation,
  get,
  goodMessage,
  json,
  messagesOf,
  post,
  repliesOf,
} from './requests.js';
import type { TestApi } from './api.js';

const stranger =
  (headers: Record<string, string>): BadRequest[1] =>
  () => ({
    ...{ method: 'POST', path: messagesOf(), body: JSON.stringify(goodMessage()) },
    headers: { ...json, ...headers },
  });

/** Without a key, with a wrong one, or with one for something else. */
export const wrongCallers: readonly BadRequest[] = [
  ['no key', stranger({}), 401, 'caller_unknown'],
  ['an empty key', stranger({ authorization: '' }), 401, 'caller_unknown'],
  ['a scheme without a key', stranger({ authorization: 'Bearer' }), 401, 'caller_unknown'],
  ['another scheme', stranger({ authorization: 'Basic Y2hhdDpjaGF0' }), 401, 'caller_unknown'],
  ['a key that is none', stranger(bearer('nobody')), 401, 'caller_unknown'],
  ['a key with blanks', stranger(bearer('a b')), 401, 'caller_unknown'],
  ['a key that is very long', stranger(bearer('k'.repeat(8_000))), 401, 'caller_unknown'],
  [
    'a key without its scheme',
    ({ keys }) => ({ ...get(repliesOf())({ keys } as TestApi), headers: { authorization: keys.chat } }),
    401,
    'caller_unknown',
  ],
  [
    'half a key',
    ({ keys }) => ({ path: repliesOf(), headers: bearer(keys.chat.slice(0, 40)) }),
    401,
    'caller_unknown',
  ],
  [
    'a key in other letters',
    ({ keys }) => ({ path: repliesOf(), headers: bearer(keys.chat.toUpperCase()) }),
    401,
    'caller_unknown',
  ],
  ["another merchant's key", get(repliesOf(), 'other'), 401, 'caller_unknown'],
  [
    'a merchant that there is not',
    get('/v1/merchants/nobody/conversations/c/replies'),
    401,
    'caller_unknown',
  ],
  ['a merchant in capitals', get('/v1/merchants/DEMO/conversations/c/replies'), 401, 'caller_unknown'],
  [
    'a merchant that is a property',
    get('/v1/merchants/__proto__/conversations/c/replies'),
    401,
    'caller_unknown',
  ],
  ['NUL as merchant', get('/v1/merchants/%00/conversations/c/replies'), 400, 'request_invalid'],
  [
    'a merchant with a path in it',
    get('/v1/merchants/..%2Fdemo/conversations/c/replies'),
    401,
    'caller_unknown',
  ],
  [
    'an expired token',
    (api) => ({
      path: '/v1/merchants/demo/runs',
      headers: bearer(api.tokenOf({ expiresAt: Date.now() - 1 })),
    }),
    401,
    'caller_unknown',
  ],
  [
    'a token of the day after tomorrow',
    (api) => ({
      path: '/v1/merchants/demo/runs',
      headers: bearer(
        api.tokenOf({ issuedAt: Date.now() + 172_800_000, expiresAt: Date.now() + 172_900_000 }),
      ),
    }),
    401,
    'caller_unknown',
  ],
  [
    'a token for a year',
    (api) => ({
      path: '/v1/merchants/demo/runs',
      headers: bearer(api.tokenOf({ expiresAt: Date.now() + 31_536_000_000 })),
    }),
    401,
    'caller_unknown',
  ],
  [
    'a token for another merchant',
    (api) => ({ path: '/v1/merchants/demo/runs', headers: bearer(api.tokenOf({ merchant: 'other' })) }),
    401,
    'caller_unknown',
  ],
  [
    'a token of an agent whom nobody knows',
    (api) => ({ path: '/v1/merchants/demo/runs', headers: bearer(api.tokenOf({ approver: 'eve' })) }),
    401,
    'caller_unknown',
  ],
  [
    "a token in a property's name",
    (api) => ({ path: '/v1/merchants/demo/runs', headers: bearer(api.tokenOf({ approver: 'constructor' })) }),
    401,
    'caller_unknown',
  ],
  [
    'a token with another signature',
    ({ keys }) => ({
      path: '/v1/merchants/demo/runs',
      headers: bearer(`${keys.anna.slice(0, keys.anna.indexOf('.'))}.${'A'.repeat(86)}`),
    }),
    401,
    'caller_unknown',
  ],
  [
    'a token that a proxy has brought',
    ({ keys }) => ({
      path: '/v1/merchants/demo/runs',
      headers: { ...bearer(keys.anna), 'x-forwarded-for': '203.0.113.5' },
    }),
    403,
    'caller_forbidden',
  ],
  [
    'a token that came by another name of this machine',
    ({ keys }) => ({
      path: '/v1/merchants/demo/runs',
      headers: { ...bearer(keys.anna), host: 'orderly.shop.example' },
    }),
    403,
    'caller_forbidden',
  ],
  ['runs for a channel', get('/v1/merchants/demo/runs'), 403, 'caller_forbidden'],
  ['approvals for a channel', get('/v1/merchants/demo/approvals'), 403, 'caller_forbidden'],
  [
    'an approval for a channel',
    get('/v1/merchants/demo/approvals/demo%2Fa%2Fb%23c%231'),
    403,
    'caller_forbidden',
  ],
  [
    'giving back for a channel',
    post(`/v1/merchants/demo/conversations/${conversation}/give-back`, {}, 'chat'),
    403,
    'caller_forbidden',
  ],
  [
    'deciding for a channel',
    post('/v1/merchants/demo/approvals/demo%2Fa/decision', {}, 'chat'),
    403,
    'caller_forbidden',
  ],
  ['a message of an agent', post(messagesOf(), goodMessage()), 403, 'caller_forbidden'],
  ['replies for an agent', get(repliesOf(), 'anna'), 403, 'caller_forbidden'],
  ['a stream for an agent', get(`${repliesOf()}/stream`, 'anna'), 403, 'caller_forbidden'],
];
