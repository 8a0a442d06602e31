/** Addresses, queries, decisions and methods that must be refused. */
import {
  type BadRequest,
  bearer,
  conversation,
  get,
  goodMessage,
  messagesOf,
  post,
  repliesOf,
} from './requests.js';

/** There is nothing, or nothing for this caller. */
export const wrongAddresses: readonly BadRequest[] = [
  ['no version', get('/merchants/demo/runs'), 404, 'route_unknown'],
  ['another version', get('/v2/merchants/demo/runs'), 404, 'route_unknown'],
  ['an address in capitals', get('/V1/merchants/demo/runs'), 404, 'route_unknown'],
  ['a slash at the end', get('/v1/openapi.json/'), 404, 'route_unknown'],
  ['two slashes', get('/v1//merchants/demo/runs'), 404, 'route_unknown'],
  ['a merchant alone', get('/v1/merchants/demo'), 404, 'route_unknown'],
  [
    'a conversation that nobody has begun',
    get(`/v1/merchants/demo/conversations/${conversation}`, 'anna'),
    404,
    'conversation_unknown',
  ],
  ['a run that there is not', get('/v1/merchants/demo/runs/other%2Fc%2Fr', 'anna'), 404, 'run_unknown'],
  [
    'answering what flows answer',
    post('/v1/merchants/demo/conversations/of-chat/replies', { replyId: 'r', text: 't' }),
    409,
    'conversation_with_flows',
  ],
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

/** Parameters that do not fit. */
export const wrongQueries: readonly BadRequest[] = [
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

/** What is no decision, or not on what is this merchant’s. */
export const wrongDecisions: readonly BadRequest[] = [
  ['a decision whose token is none', decide({ ...decision, token: 7 }), 400, 'request_invalid'],
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

/** Methods that an address does not know. */
export const wrongMethods: readonly BadRequest[] = [
  method('GET', messagesOf()),
  method('PUT', messagesOf()),
  method('PATCH', messagesOf()),
  method('DELETE', messagesOf()),
  method('OPTIONS', messagesOf()),
  method('TRACE', messagesOf()),
  method('PUT', repliesOf()),
  method('DELETE', repliesOf()),
  method('POST', `${repliesOf()}/stream`),
  method('POST', '/v1/merchants/demo/runs'),
  method('POST', '/v1/merchants/demo/approvals'),
  method('DELETE', '/v1/merchants/demo/approvals/demo%2Fa'),
  method('POST', '/healthz'),
  method('DELETE', '/metrics'),
  method('PUT', '/v1/openapi.json'),
  method('PROPFIND', messagesOf()),
  method('SEARCH', repliesOf()),
];
