/** The faults of a hostile or broken system, and what has happened to a request that meets each of them. */
import type { Happened } from '../../src/connectors/outcome-table.js';
import { type Say } from './fake-system.js';
import {
  BODY_CANARY,
  mediaType,
  ownError,
  type Protocol,
  strangers,
  understood,
  withMaps,
  withNothing,
} from './protocols.js';
import { answer, bytes, type Bombs, drips, ends, floods, head, resets } from './says.js';

/** What a fault is made of. */
export interface Scene {
  protocol: Protocol;
  /** An answer that the operation understands. */
  good: string;
  bombs: Bombs;
  /** Another origin, which nobody may ask. */
  elsewhere: string;
}

/** Where the connection finds no system at all. */
export type Missing = 'refuses' | 'unknown host';

/** Who signed the system's certificate, and for whom; but for the first, it is the authority that the connection states. */
export type Tls = 'unknown authority' | 'another host' | 'expired' | 'right';

/** A fault; `happened` may differ by protocol, as each has its own errors. */
export interface Fault {
  name: string;
  say: (scene: Scene) => Say;
  happened: Happened | Readonly<Record<Protocol, Happened>>;
  code: string;
  /** Ends only at the deadline. */
  slow?: true;
  /** Longest wait that the answer asks for, ms. */
  retryAfterMs?: number;
  missing?: Missing;
  /** Over REST, its body is a number alone. */
  isNumber?: boolean;
  /** Only the values of its body are wrong. */
  ofValues?: true;
  /** It spoils the body of the good answer; an operation that has none does not meet it. */
  ofBody?: true;
  /** The system speaks TLS, with this certificate. */
  tls?: Tls;
}

const html = `<!doctype html><html><p>${BODY_CANARY}</p></html>`;
const HTML = { 'content-type': 'text/html' };
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (): Say =>
    answer(code, html, { ...HTML, ...headers });
const typed = ({ protocol }: Scene, more = ''): Record<string, string> => ({
  'content-type': `${mediaType[protocol]}${more}`,
});
const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString();
const half = (text: string): string => text.slice(0, text.length / 2);
const whole = (scene: Scene): string =>
  head(200, { ...typed(scene), 'content-length': String(Buffer.byteLength(scene.good)) });

const statuses: Fault[] = [
  { name: '500', say: status(500), happened: 'system_error', code: 'system_error' },
  {
    name: '500 with an error of the protocol',
    say: (scene) => answer(500, ownError[scene.protocol], typed(scene)),
    happened: { rest: 'system_error', graphql: 'answer_errors', soap: 'fault' },
    code: '',
  },
  { name: '502', say: status(502), happened: 'system_error', code: 'system_error' },
  { name: '503', say: status(503), happened: 'not_now', code: 'not_now' },
  {
    name: '503 with Retry-After in seconds',
    say: status(503, { 'retry-after': '9' }),
    happened: 'not_now',
    code: 'not_now',
    retryAfterMs: 9000,
  },
  {
    name: '503 with a date in Retry-After',
    say: () => status(503, { 'retry-after': inSeconds(900) })(),
    happened: 'not_now',
    code: 'not_now',
    retryAfterMs: 900_000,
  },
  {
    name: '503 with a Retry-After of years',
    say: status(503, { 'retry-after': '99999999' }),
    happened: 'not_now',
    code: 'not_now',
    retryAfterMs: 3_600_000,
  },
  { name: '504', say: status(504), happened: 'system_error', code: 'system_error' },
  {
    name: '429 with Retry-After',
    say: status(429, { 'retry-after': '9' }),
    happened: 'rate_limited',
    code: 'rate_limited',
    retryAfterMs: 9000,
  },
  { name: '429 without Retry-After', say: status(429), happened: 'rate_limited', code: 'rate_limited' },
  { name: '401', say: status(401), happened: 'unauthorized', code: 'unauthorized' },
  { name: '403', say: status(403), happened: 'other_status', code: 'forbidden' },
  { name: '400', say: status(400), happened: 'other_status', code: 'answer_status' },
];

const never = (): Say => () => undefined;
const absent: Fault[] = [
  { name: 'connection refused', say: never, happened: 'unsent', code: 'not_connected', missing: 'refuses' },
  { name: 'unknown host', say: never, happened: 'unsent', code: 'host_unknown', missing: 'unknown host' },
];

const untrusted = { say: never, happened: 'unsent' } as const;
const secured: Fault[] = [
  { name: 'TLS of an unknown authority', ...untrusted, code: 'tls_untrusted', tls: 'unknown authority' },
  { name: 'TLS of another host', ...untrusted, code: 'tls_other_name', tls: 'another host' },
  { name: 'TLS of a certificate that has expired', ...untrusted, code: 'tls_expired', tls: 'expired' },
  {
    name: 'TLS as the connection states it',
    say: ({ good, protocol }) => understood(good, protocol),
    happened: 'answered',
    code: '',
    tls: 'right',
  },
];

const cut = { happened: 'cut', code: 'answer_cut' } as const;
const late = { happened: 'cut', code: 'timed_out', slow: true } as const;
const tooLarge = { happened: 'cut', code: 'answer_too_large' } as const;
const broken: Fault[] = [
  { name: 'accept and silence', say: never, ...late },
  { name: 'a reset instead of an answer', say: () => resets(''), ...cut },
  { name: 'a reset after the headers', ofBody: true, say: (scene) => resets(whole(scene)), ...cut },
  {
    name: 'a reset within the body',
    ofBody: true,
    say: (scene) => resets(whole(scene) + half(scene.good)),
    ...cut,
  },
  { name: 'headers that drip', say: () => drips('HTTP/1.1 200 OK\r\n', 'x: 1\r\n'), ...late },
  {
    name: 'a body that drips',
    say: (scene) => drips(head(200, { ...typed(scene), 'content-length': '100000' }), ' '),
    ...late,
  },
  { name: 'headers, then silence', ofBody: true, say: (scene) => bytes(whole(scene)), ...late },
  {
    name: 'half a body with its length',
    ofBody: true,
    say: (scene) => ends(whole(scene) + half(scene.good)),
    ...cut,
  },
  {
    name: 'half a body without a length',
    ofBody: true,
    say: (scene) => ends(head(200, { ...typed(scene), connection: 'close' }) + half(scene.good)),
    happened: 'unreadable',
    code: 'answer_unreadable',
  },
  {
    name: 'chunks without the last one',
    say: (scene) => ends(`${head(200, { ...typed(scene), 'transfer-encoding': 'chunked' })}2\r\n{}\r\n`),
    ...cut,
  },
  { name: '10 MB', say: (scene) => answer(200, Buffer.alloc(10_000_000, ' '), typed(scene)), ...tooLarge },
  { name: 'an endless body', say: (scene) => floods(head(200, typed(scene)), ' '), ...tooLarge },
  {
    name: 'a gzip bomb',
    say: (scene) => answer(200, scene.bombs.gzip, { ...typed(scene), 'content-encoding': 'gzip' }),
    ...tooLarge,
  },
  {
    name: 'a brotli bomb',
    say: (scene) => answer(200, scene.bombs.br, { ...typed(scene), 'content-encoding': 'br' }),
    ...tooLarge,
  },
  {
    name: 'two lengths',
    say: () => bytes(head(200, { 'content-length': '2', 'Content-Length': '3' }) + '{} '),
    ...cut,
  },
  {
    name: 'a length and chunks',
    say: () =>
      bytes(`${head(200, { 'content-length': '2', 'transfer-encoding': 'chunked' })}2\r\n{}\r\n0\r\n\r\n`),
    ...cut,
  },
  { name: 'a header of 100 kB', say: () => bytes(head(200, { x: 'y'.repeat(100_000) })), ...cut },
  { name: 'a flood of 1xx', say: () => floods('', 'HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\n'), ...cut },
  {
    name: 'another protocol (101)',
    say: () => bytes(head(101, { upgrade: 'x', connection: 'upgrade' })),
    ...cut,
  },
];

const unreadable = { happened: 'unreadable', code: 'answer_unreadable' } as const;
const answered = { happened: 'answered', code: '' } as const;
const utf16 = ({ protocol, good }: Scene): Buffer =>
  Buffer.from(
    `\ufeff${protocol === 'soap' ? '<?xml version="1.0" encoding="UTF-16"?>' : ''}${good}`,
    'utf16le',
  );
const texts: Fault[] = [
  {
    name: 'invalid UTF-8',
    ofBody: true,
    say: (scene) => answer(200, Buffer.concat([Buffer.from(scene.good), Buffer.from([0xff])]), typed(scene)),
    ...unreadable,
  },
  {
    name: 'a charset that it is not',
    ofBody: true,
    say: (scene) => answer(200, scene.good, typed(scene, '; charset=utf-16')),
    ...unreadable,
  },
  {
    name: 'a charset that nobody knows',
    ofBody: true,
    say: (scene) => answer(200, scene.good, typed(scene, '; charset=x-9')),
    ...unreadable,
  },
  {
    name: 'a BOM',
    ofBody: true,
    say: (scene) => answer(200, `\ufeff${scene.good}`, typed(scene)),
    ...answered,
  },
  { name: 'UTF-16', ofBody: true, say: (scene) => answer(200, utf16(scene), typed(scene)), ...answered },
  {
    name: 'Latin-1 that says so',
    ofBody: true,
    say: (scene) => answer(200, Buffer.from(scene.good, 'latin1'), typed(scene, '; charset=iso-8859-1')),
    ...answered,
  },
  { name: 'HTML', say: status(200), ...unreadable },
  { name: 'HTML as the declared type', say: (scene) => answer(200, html, typed(scene)), ...unreadable },
  { name: 'an empty 200', ofBody: true, say: (scene) => answer(200, '', typed(scene)), ...unreadable },
  { name: 'an empty 204', ofBody: true, say: () => answer(204, ''), ...unreadable },
  {
    name: '200 with an error of the protocol',
    say: (scene) => answer(200, ownError[scene.protocol], typed(scene)),
    happened: { rest: 'wrong_shape', graphql: 'answer_errors', soap: 'fault' },
    code: '',
  },
  ...[0, 1, 2].map((index): Fault => ({
    name: `what nobody declared (${index + 1})`,
    isNumber: index === 2,
    say: (scene) => answer(200, strangers[scene.protocol][index]!, typed(scene)),
    happened: 'wrong_shape',
    code: 'answer_shape',
  })),
  {
    name: 'structures for values',
    ofBody: true,
    say: (scene) => answer(200, withMaps(scene.protocol, scene.good), typed(scene)),
    happened: 'wrong_shape',
    code: 'answer_shape',
    ofValues: true,
  },
  {
    name: 'no values',
    ofBody: true,
    say: (scene) => answer(200, withNothing(scene.protocol, scene.good), typed(scene)),
    happened: 'wrong_shape',
    code: 'answer_shape',
    ofValues: true,
  },
];

const moved = { happened: 'redirected', code: 'redirected' } as const;
const to =
  (code: number, location: string): ((scene: Scene) => Say) =>
  ({ elsewhere }) =>
    answer(code, html, { ...HTML, location: location.replace('ELSEWHERE', elsewhere) });
const redirects: Fault[] = [
  { name: 'a redirect in a circle', say: to(302, '?'), ...moved },
  { name: 'a redirect to metadata', say: to(302, 'http://169.254.169.254/latest/meta-data/'), ...moved },
  { name: 'a redirect elsewhere', say: to(302, 'ELSEWHERE/steal'), ...moved },
  { name: 'a 307 elsewhere', say: to(307, 'ELSEWHERE/steal'), ...moved },
  { name: 'a 308 elsewhere, by its host alone', say: to(308, '//ELSEWHERE/steal'), ...moved },
];

/** All of them: the 30 of the list, some in several forms. */
export const faults: readonly Fault[] = [
  ...statuses,
  ...absent,
  ...secured,
  ...broken,
  ...texts,
  ...redirects,
];
