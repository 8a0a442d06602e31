/** Requests that must be refused: what is sent, and the status and code of the refusal. */
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Asked } from './ask.js';
import type { TestApi } from './api.js';

/** A bad request by its name, made once the API is up. */
export type BadRequest = [name: string, make: (api: TestApi) => Asked, status: number, code: string];

const conversation = '7d9c3f0e-54c1-4a53-8a53-7a9a1a2f0b11';
const messagesOf = (id = conversation): string => `/v1/merchants/demo/conversations/${id}/messages`;
const repliesOf = (id = conversation): string => `/v1/merchants/demo/conversations/${id}/replies`;

const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
const json = { 'content-type': 'application/json' };

/** A message that would be taken. */
export const goodMessage = (): Record<string, unknown> => ({
  messageId: randomUUID(),
  seq: 1,
  text: 'Where is my order 11059?',
  sentAt: '2026-11-28T09:00:00Z',
});

/** A body that is sent as it is, with the key of the channel. */
const raw =
  (body: string | Buffer, headers: Record<string, string> = json) =>
  ({ keys }: TestApi): Asked => ({
    ...{ method: 'POST', path: messagesOf(), body },
    headers: { ...headers, ...bearer(keys.chat) },
  });

/** A message with other fields. */
const message = (fields: Record<string, unknown>) => raw(JSON.stringify({ ...goodMessage(), ...fields }));

const get =
  (path: string, who: keyof TestApi['keys'] = 'chat') =>
  ({ keys }: TestApi): Asked => ({ path, headers: bearer(keys[who]) });

const post =
  (path: string, body: unknown, who: keyof TestApi['keys'] = 'anna') =>
  ({ keys }: TestApi): Asked => ({
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { ...json, ...bearer(keys[who]) },
  });

const invalid = (name: string, fields: Record<string, unknown>): BadRequest => [
  `a message with ${name}`,
  message(fields),
  400,
  'message_invalid',
];

const without = (field: string): BadRequest => [
  `a message without ${field}`,
  (api) => {
    const { [field]: _, ...rest } = goodMessage();
    return raw(JSON.stringify(rest))(api);
  },
  400,
  'message_invalid',
];

const wrongMessages: readonly BadRequest[] = [
  ...['messageId', 'seq', 'text', 'sentAt'].map(without),
  invalid('an unknown field', { colour: 'red' }),
  invalid('a merchant in its body', { merchant: 'demo' }),
  invalid('a conversation in its body', { conversation }),
  invalid('a writer in its body', { startedBy: 'anna' }),
  invalid('an empty id', { messageId: '' }),
  invalid('a number as id', { messageId: 1 }),
  invalid('null as id', { messageId: null }),
  invalid('a list as id', { messageId: ['m'] }),
  invalid('an id that is too long', { messageId: 'm'.repeat(257) }),
  invalid('NUL in its id', { messageId: 'm\0' }),
  invalid('a line break in its id', { messageId: 'm\n1' }),
  invalid('an escape in its id', { messageId: 'm\u001b[2J' }),
  invalid('an override of direction in its id', { messageId: 'm\u202e1' }),
  invalid('a line separator in its id', { messageId: 'm\u2028' }),
  invalid('half a character in its id', { messageId: 'm\ud83d' }),
  invalid('position 0', { seq: 0 }),
  invalid('a negative position', { seq: -1 }),
  invalid('a broken position', { seq: 1.5 }),
  invalid('a position in text', { seq: '1' }),
  invalid('a position that is too large', { seq: 1e300 }),
  invalid('a yes as position', { seq: true }),
  invalid('a text that is a number', { text: 5 }),
  invalid('a text that is null', { text: null }),
  invalid('a text that is an object', { text: { de: 'Hallo' } }),
  invalid('a time that is none', { sentAt: 'yesterday' }),
  invalid('a time without offset', { sentAt: '2026-11-28T09:00:00' }),
  invalid('a date alone', { sentAt: '2026-11-28' }),
  invalid('a day that there is not', { sentAt: '2026-02-31T09:00:00Z' }),
  invalid('a time in numbers', { sentAt: 1_790_000_000 }),
  invalid('a language that is none', { language: 'English!' }),
  invalid('an empty language', { language: '' }),
  invalid('a list of languages', { language: ['en', 'de'] }),
  invalid('a customer that is a text', { customer: 'kim' }),
  invalid('a customer that is a list', { customer: [] }),
  invalid('a customer with an unknown field', { customer: { vip: true } }),
  invalid('an empty customer reference', { customer: { ref: '' } }),
  invalid('a customer reference that is too long', { customer: { ref: 'r'.repeat(257) } }),
  invalid('a control character in the e-mail', { customer: { email: 'kim\r\nBcc: x@example.com' } }),
  invalid('an e-mail that is too long', { customer: { email: `${'k'.repeat(320)}@example.com` } }),
  invalid('a voucher that is too long', { customer: { voucher: 'v'.repeat(4_097) } }),
  invalid('a voucher that is an object', { customer: { voucher: {} } }),
  ['a message with __proto__', raw('{"__proto__":{"seq":1},"seq":1}'), 400, 'message_invalid'],
  ['a message with constructor', message({ constructor: { prototype: {} } }), 400, 'message_invalid'],
  ['a text of 65 kB', message({ text: 'x'.repeat(65_537) }), 413, 'message_too_large'],
  ['a text of 33,000 letters of two bytes', message({ text: 'ü'.repeat(33_000) }), 413, 'message_too_large'],
  ['a list as message', raw('[]'), 400, 'message_invalid'],
  ['null as message', raw('null'), 400, 'message_invalid'],
  ['a number as message', raw('7'), 400, 'message_invalid'],
  ['a text as message', raw('"hello"'), 400, 'message_invalid'],
  ['no body at all', raw(''), 400, 'message_invalid'],
  ['no body and no media type', raw('', {}), 400, 'message_invalid'],
];

const wrongBodies: readonly BadRequest[] = [
  ['JSON that ends early', raw('{"seq":1'), 400, 'json_invalid'],
  ['JSON with a comma too many', raw('{"seq":1,}'), 400, 'json_invalid'],
  ['JSON with a comment', raw('{"seq":1 /* one */}'), 400, 'json_invalid'],
  ['JSON with single quotes', raw("{'seq':1}"), 400, 'json_invalid'],
  ['NaN', raw('{"seq":NaN}'), 400, 'json_invalid'],
  ['two values', raw('{}{}'), 400, 'json_invalid'],
  ['a line break in a text of JSON', raw('{"text":"a\nb"}'), 400, 'json_invalid'],
  ['blanks alone', raw('   '), 400, 'json_invalid'],
  ['no JSON at all', raw('hello'), 400, 'json_invalid'],
  ['a name twice', raw('{"seq":1,"seq":2}'), 400, 'json_invalid'],
  ['a name twice, once escaped', raw('{"seq":1,"s\\u0065q":2}'), 400, 'json_invalid'],
  ['a name twice deep inside', raw('{"customer":{"ref":"a","ref":"b"}}'), 400, 'json_invalid'],
  ['a name twice in a list', raw('[{"a":{},"a":1}]'), 400, 'json_invalid'],
  ['bytes that are not UTF-8', raw(Buffer.from([0x7b, 0xff, 0x7d])), 400, 'json_invalid'],
  ['UTF-16', raw(Buffer.from('{"seq":1}', 'utf16le')), 400, 'json_invalid'],
  ['100,000 brackets', raw('['.repeat(100_000)), 400, 'json_invalid'],
  [
    '100,000 brackets and their ends',
    raw('['.repeat(100_000) + ']'.repeat(100_000)),
    400,
    'message_invalid',
  ],
  ['a body over 1 MB', message({ text: 'x'.repeat(1_000_001) }), 413, 'body_too_large'],
  ['text', raw('hello', { 'content-type': 'text/plain' }), 415, 'media_type_unsupported'],
  [
    'a form',
    raw('seq=1', { 'content-type': 'application/x-www-form-urlencoded' }),
    415,
    'media_type_unsupported',
  ],
  ['XML', raw('<message/>', { 'content-type': 'application/xml' }), 415, 'media_type_unsupported'],
  ['YAML', raw('seq: 1', { 'content-type': 'application/yaml' }), 415, 'media_type_unsupported'],
  ['a media type that is none', raw('{}', { 'content-type': 'json' }), 415, 'media_type_unsupported'],
  ['a body without a media type', raw('{}', {}), 415, 'media_type_unsupported'],
  [
    'JSON in Latin-1',
    raw('{}', { 'content-type': 'application/json; charset=iso-8859-1' }),
    415,
    'media_type_unsupported',
  ],
  [
    'JSON said to be UTF-16',
    raw('{}', { 'content-type': 'application/json; charset="utf-16"' }),
    415,
    'media_type_unsupported',
  ],
  ['JSON that is compressed', raw(gzipSync('{}'), { ...json, 'content-encoding': 'gzip' }), 415, 'media_type_unsupported'],
];

const stranger = (headers: Record<string, string>): BadRequest[1] => () => ({
  ...{ method: 'POST', path: messagesOf(), body: JSON.stringify(goodMessage()) },
  headers: { ...json, ...headers },
});

const wrongCallers: readonly BadRequest[] = [
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
  ['a merchant that is a property', get('/v1/merchants/__proto__/conversations/c/replies'), 401, 'caller_unknown'],
  ['NUL as merchant', get('/v1/merchants/%00/conversations/c/replies'), 401, 'caller_unknown'],
  ['a merchant with a path in it', get('/v1/merchants/..%2Fdemo/conversations/c/replies'), 401, 'caller_unknown'],
  [
    'an expired token',
    (api) => ({ path: '/v1/merchants/demo/runs', headers: bearer(api.tokenOf({ expiresAt: Date.now() - 1 })) }),
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

const wrongAddresses: readonly BadRequest[] = [
  ['the root', get('/'), 404, 'route_unknown'],
  ['no version', get('/merchants/demo/runs'), 404, 'route_unknown'],
  ['another version', get('/v2/merchants/demo/runs'), 404, 'route_unknown'],
  ['an address in capitals', get('/V1/merchants/demo/runs'), 404, 'route_unknown'],
  ['a slash at the end', get('/v1/merchants/demo/runs/'), 404, 'route_unknown'],
  ['two slashes', get('/v1//merchants/demo/runs'), 404, 'route_unknown'],
  ['a merchant alone', get('/v1/merchants/demo'), 404, 'route_unknown'],
  ['a conversation alone', get(`/v1/merchants/demo/conversations/${conversation}`), 404, 'route_unknown'],
  ['a way up', get('/v1/merchants/demo/../../etc/passwd'), 404, 'route_unknown'],
  ['a file', get('/package.json'), 404, 'route_unknown'],
  ['an unknown address with a body of another kind', post('/v1/nothing', 'x'), 404, 'route_unknown'],
  ['half an escape', get('/v1/merchants/demo/conversations/%E0%A4%A/replies'), 400, 'request_invalid'],
  ['an escape that is none', get('/v1/merchants/demo/conversations/%zz/replies'), 400, 'request_invalid'],
  ['a part of 5,000 characters', get(repliesOf('c'.repeat(5_000))), 400, 'request_invalid'],
  ['no conversation', get('/v1/merchants/demo/conversations//replies'), 400, 'request_invalid'],
  ['a conversation of 257 characters', get(repliesOf('c'.repeat(257))), 400, 'request_invalid'],
  ['NUL as conversation', get(repliesOf('%00')), 400, 'request_invalid'],
  ['a line break as conversation', get(repliesOf('a%0Ab')), 400, 'request_invalid'],
  ['an override of direction as conversation', get(repliesOf('a%E2%80%AEb')), 400, 'request_invalid'],
  ['a conversation that has not begun', get(repliesOf()), 404, 'conversation_unknown'],
  ['a stream of one', get(`${repliesOf()}/stream`), 404, 'conversation_unknown'],
  ["a conversation of the merchant's other channel", get(repliesOf('of-mail')), 404, 'conversation_unknown'],
  ['a conversation of no channel', get(repliesOf('of-none')), 404, 'conversation_unknown'],
  [
    'a message into the conversation of another channel',
    post(messagesOf('of-mail'), goodMessage(), 'chat'),
    404,
    'conversation_unknown',
  ],
  [
    'a message into a conversation of no channel',
    post(messagesOf('of-none'), goodMessage(), 'chat'),
    404,
    'conversation_unknown',
  ],
  [
    'giving back what has not begun',
    post(`/v1/merchants/demo/conversations/${conversation}/give-back`, {}),
    404,
    'conversation_unknown',
  ],
];

const wrongQueries: readonly BadRequest[] = [
  ...['-1', '1.5', 'one', '', '01', '1e3', '0x10', '%20', '99999999999', '2147483648'].map(
    (after): BadRequest => [
      `the position \`${after}\``,
      get(`${repliesOf('of-chat')}?after=${after}`),
      400,
      'request_invalid',
    ],
  ),
  ['a position twice', get(`${repliesOf('of-chat')}?after=1&after=2`), 400, 'request_invalid'],
  ['a wait of an hour', get(`${repliesOf('of-chat')}?wait=3600`), 400, 'request_invalid'],
  ['a wait in words', get(`${repliesOf('of-chat')}?wait=long`), 400, 'request_invalid'],
  ['an unknown parameter', get(`${repliesOf('of-chat')}?before=1`), 400, 'request_invalid'],
  ['a stream that waits', get(`${repliesOf('of-chat')}/stream?wait=1`), 400, 'request_invalid'],
  ['a key in the query', get(`${repliesOf('of-chat')}?key=x`), 400, 'request_invalid'],
  [
    'a last event that is no position',
    ({ keys }) => ({
      path: `${repliesOf('of-chat')}/stream`,
      headers: { ...bearer(keys.chat), 'last-event-id': '1 or 1=1' },
    }),
    400,
    'request_invalid',
  ],
  ['runs in words', get('/v1/merchants/demo/runs?limit=all', 'anna'), 400, 'request_invalid'],
  ['no runs', get('/v1/merchants/demo/runs?limit=0', 'anna'), 400, 'request_invalid'],
  ['too many runs', get('/v1/merchants/demo/runs?limit=201', 'anna'), 400, 'request_invalid'],
  ['runs that may be open', get('/v1/merchants/demo/runs?open=maybe', 'anna'), 400, 'request_invalid'],
  ['a role with a line break', get('/v1/merchants/demo/approvals?role=a%0A', 'anna'), 400, 'request_invalid'],
];

const decision = { digest: 'd', decision: 'approved', token: 't' };
const decide = (body: unknown, id = 'demo%2Fa%2Fb%23c%231'): BadRequest[1] =>
  post(`/v1/merchants/demo/approvals/${id}/decision`, body);

const wrongDecisions: readonly BadRequest[] = [
  ['a decision without a token', decide({ ...decision, token: undefined }), 400, 'request_invalid'],
  ['a decision without a digest', decide({ ...decision, digest: undefined }), 400, 'request_invalid'],
  ['a decision that is none', decide({ ...decision, decision: 'maybe' }), 400, 'request_invalid'],
  ['a decision with an approver', decide({ ...decision, approver: 'ben' }), 400, 'request_invalid'],
  ['a token that is too long', decide({ ...decision, token: 't'.repeat(4_097) }), 400, 'request_invalid'],
  ['a comment that is too long', decide({ ...decision, comment: 'c'.repeat(2_001) }), 400, 'request_invalid'],
  ['a decision that is a list', decide([decision]), 400, 'request_invalid'],
  ["another merchant's approval", decide(decision, 'other%2Fa%2Fb%23c%231'), 404, 'approval_unknown'],
  ['an approval without a merchant', decide(decision, 'a'), 404, 'approval_unknown'],
  [
    "looking at another merchant's approval",
    get('/v1/merchants/demo/approvals/other%2Fa%2Fb%23c%231', 'anna'),
    404,
    'approval_unknown',
  ],
  [
    'giving back with a body',
    post(`/v1/merchants/demo/conversations/of-chat/give-back`, { by: 'ben' }),
    400,
    'request_invalid',
  ],
];

const method = (name: string, path: string): BadRequest => [
  `${name} ${path.slice(0, 60)}`,
  ({ keys }) => ({ method: name, path, headers: bearer(keys.chat) }),
  405,
  'method_not_allowed',
];

const wrongMethods: readonly BadRequest[] = [
  method('GET', messagesOf()),
  method('PUT', messagesOf()),
  method('PATCH', messagesOf()),
  method('DELETE', messagesOf()),
  method('OPTIONS', messagesOf()),
  method('TRACE', messagesOf()),
  method('POST', repliesOf()),
  method('DELETE', repliesOf()),
  method('POST', `${repliesOf()}/stream`),
  method('POST', '/v1/merchants/demo/runs'),
  method('POST', '/v1/merchants/demo/approvals'),
  method('DELETE', '/v1/merchants/demo/approvals/demo%2Fa'),
  method('POST', '/healthz'),
  method('DELETE', '/metrics'),
  method('PUT', '/v1/openapi.json'),
  ['PROPFIND', ({ keys }) => ({ method: 'PROPFIND', path: messagesOf(), headers: bearer(keys.chat) }), 404, 'route_unknown'],
];

/** All of them. */
export const badRequests: readonly BadRequest[] = [
  ...wrongMessages,
  ...wrongBodies,
  ...wrongCallers,
  ...wrongAddresses,
  ...wrongQueries,
  ...wrongDecisions,
  ...wrongMethods,
];
