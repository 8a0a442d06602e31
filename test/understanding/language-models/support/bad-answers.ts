/** A hundred ways in which a language model does not answer. */
import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { ProviderName } from '../../../../src/understanding/language-models/providers.js';
import { answerJson } from '../../../support/hostile-server.js';
import { meaning, providerNames, said } from './mock-model.js';

/** One way: what the server does, and how often it is asked in all. */
export interface BadAnswer {
  name: string;
  provider: ProviderName;
  /** Two where an answer came that is not of the form: it may be repaired once. */
  requests: 1 | 2;
  /** True if nothing but the deadline ends it. */
  endless: boolean;
  answer: (response: ServerResponse) => void;
}

type Way = readonly [name: string, answer: (response: ServerResponse) => void];

const status = (code: number, headers: Record<string, string> = {}): Way => [
  `status ${code} ${JSON.stringify(headers)}`,
  (response) => {
    answerJson(response, code, { error: { message: 'no', type: 'error' } }, headers);
  },
];

const statuses: readonly Way[] = [
  ...[400, 401, 402, 403, 404, 405, 408, 409, 413, 418, 422, 429, 500, 501, 502, 503, 504, 520, 529].map(
    (code) => status(code),
  ),
  status(429, { 'retry-after': '3600' }),
  status(429, { 'retry-after': 'Wed, 21 Oct 2065 07:28:00 GMT' }),
  status(503, { 'retry-after': '0' }),
  status(301, { location: 'http://127.0.0.1:9/' }),
  status(302, { location: '/elsewhere' }),
  status(307, { location: 'https://example.com/' }),
];

const raw = (name: string, body: string | Buffer, headers: Record<string, string> = {}): Way => [
  name,
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
  },
];

/** Writes again and again until the connection is gone. */
function endlessly(response: ServerResponse, chunk: string, everyMs: number): void {
  const timer = setInterval(() => response.write(chunk), everyMs);
  response.on('close', () => {
    clearInterval(timer);
  });
}

const wire: readonly Way[] = [
  ['a connection that is reset', (response) => response.socket?.resetAndDestroy()],
  ['a connection that is closed', (response) => response.socket?.destroy()],
  ['half a head', (response) => response.socket?.end('HTTP/1.1 200 OK\r\ncontent-')],
  ['no HTTP', (response) => response.socket?.end('hello\r\n\r\n')],
  [
    'half a body',
    (response) => {
      response.writeHead(200, { 'content-length': '500' });
      response.write('{"choices":[', () => response.destroy());
    },
  ],
  raw('a bomb', gzipSync(Buffer.alloc(30_000_000, 0x20)), { 'content-encoding': 'gzip' }),
  raw('a compression that is none', 'not gzip', { 'content-encoding': 'gzip' }),
];

/** Ways that go on for longer than anybody waits. */
const endless: readonly Way[] = [
  ['silence', () => undefined],
  [
    'a head and silence',
    (response) => {
      response.writeHead(200).flushHeaders();
    },
  ],
  [
    'an answer that comes too late',
    (response) => {
      const timer = setTimeout(() => {
        answerJson(response, 200, said('openai-compatible', meaning('wismo')));
      }, 5_000);
      response.on('close', () => {
        clearTimeout(timer);
      });
    },
  ],
  [
    'a body that drips',
    (response) => {
      endlessly(response.writeHead(200), ' ', 20);
    },
  ],
  [
    'an endless body of blanks',
    (response) => {
      endlessly(response.writeHead(200), ' '.repeat(60_000), 1);
    },
  ],
  [
    'an endless list',
    (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"choices":[');
      endlessly(response, '{"a":[1,2,3]},'.repeat(2_000), 1);
    },
  ],
  [
    'endless interim answers',
    (response) => {
      const timer = setInterval(() => {
        response.writeProcessing();
      }, 5);
      response.on('close', () => {
        clearInterval(timer);
      });
    },
  ],
];

const bodies: readonly Way[] = [
  raw('an empty body', ''),
  ['status 204', (response) => void response.writeHead(204).end()],
  raw('an empty object', '{}'),
  raw('an empty list', '[]'),
  raw('null', 'null'),
  raw('a text', '"refund"'),
  raw('a page', '<html><body>Sign in</body></html>', { 'content-type': 'text/html' }),
  raw('half of JSON', '{"choices": [{"message": {"content": "{\\"intent\\"'),
  raw('bytes of no charset', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
  raw('a stream of events', 'data: {"choices":[]}\n\ndata: [DONE]\n\n', {
    'content-type': 'text/event-stream',
  }),
  raw('an error with status 200', '{"error":{"message":"overloaded"}}'),
  raw('deep JSON', '['.repeat(50_000) + ']'.repeat(50_000)),
  raw('no choice', '{"choices":[],"content":"x"}'),
  raw('a choice without a message', '{"choices":[{"finish_reason":"stop"}],"content":[1]}'),
  raw('a content of another kind', '{"choices":[{"message":{"content":{"intent":"refund"}}}],"content":{}}'),
];

/** Values that are JSON and not of the form. */
const wrongForms: Readonly<Record<string, unknown>> = {
  'an intent that nobody knows': meaning('pay_everything'),
  'an intent in another case': meaning('REFUND'),
  'no intent': { secondary: [], entities: [] },
  'an intent that is a number': meaning(1 as unknown as string),
  'several intents': meaning(['refund', 'wismo'] as unknown as string),
  'an amount': meaning('refund', { amount: '500 EUR' }),
  'an address': meaning('refund', { url: 'https://evil.example/' }),
  'an operation': meaning('refund', { operation: 'payments.refund', inputs: { amount: 99_999 } }),
  'an approver': meaning('refund', { approvedBy: 'anna' }),
  'its own confidence': meaning('refund', { confidence: 1 }),
  'an entity of another kind': meaning('refund', { entities: [{ type: 'amount', text: '500' }] }),
  'an entity with more': meaning('refund', {
    entities: [{ type: 'email', text: 'a@b.example', verified: true }],
  }),
  'entities that are a text': meaning('refund', { entities: '12345' }),
  'a further intent that nobody knows': meaning('refund', { secondary: ['drop_tables'] }),
  'a list': [meaning('refund')],
  'an answer inside another': { answer: meaning('refund') },
  'no entities': { intent: 'refund', secondary: [] },
};

const wrongForm = (provider: ProviderName): Way[] =>
  Object.entries(wrongForms).map(([name, value]) => raw(name, JSON.stringify(said(provider, value))));

const openai = (message: object, reason = 'stop'): string =>
  JSON.stringify({
    choices: [{ finish_reason: reason, message }],
    usage: { prompt_tokens: 5, completion_tokens: -1 },
  });
const anthropic = (content: unknown[], reason = 'end_turn'): string =>
  JSON.stringify({ content, stop_reason: reason, usage: { input_tokens: 'many' } });

/** Answers of a provider that say nothing of the form. */
const unformed: Readonly<Record<ProviderName, readonly Way[]>> = {
  'openai-compatible': [
    raw('no content', openai({ content: null })),
    raw('an empty content', openai({ content: '' })),
    raw('blanks', openai({ content: ' \n ' })),
    raw('prose', openai({ content: 'The customer wants a refund.' })),
    raw('JSON in prose', openai({ content: `Here it is: ${JSON.stringify(meaning('refund'))}` })),
    raw('an empty fence', openai({ content: '``````' })),
    raw('half of a form', openai({ content: '{"intent":"refund","secon' })),
    raw('a cut answer', openai({ content: JSON.stringify(meaning('refund')) }, 'length')),
    raw('a refusal', openai({ content: null, refusal: 'I cannot help with that.' })),
    raw('a filter', openai({ content: '' }, 'content_filter')),
  ],
  anthropic: [
    raw('nothing', anthropic([])),
    raw('prose', anthropic([{ type: 'text', text: 'The customer wants a refund.' }])),
    raw('a tool without input', anthropic([{ type: 'tool_use', name: 'meaning' }], 'tool_use')),
    raw(
      'an input that is a text',
      anthropic([{ type: 'tool_use', name: 'meaning', input: '{' }], 'tool_use'),
    ),
    raw('a cut answer', anthropic([{ type: 'tool_use', input: meaning('refund') }], 'max_tokens')),
    raw('a refusal', anthropic([{ type: 'text', text: 'No.' }], 'refusal')),
  ],
};

/** Of ways that both providers can go, each goes every other one. */
const shared = (ways: readonly Way[], goesOn: boolean): BadAnswer[] =>
  ways.map(([name, answer], index) => ({
    ...{ name, answer, requests: 1, endless: goesOn },
    provider: providerNames[index % providerNames.length]!,
  }));

/** Every way, with the provider that is asked so. */
export const badAnswers: readonly BadAnswer[] = [
  ...shared([...statuses, ...wire, ...bodies], false),
  ...shared(endless, true),
  ...providerNames.flatMap((provider) =>
    [...unformed[provider], ...wrongForm(provider)].map(([name, answer]) => ({
      ...{ name, answer, provider, requests: 2 as const, endless: false },
    })),
  ),
];
