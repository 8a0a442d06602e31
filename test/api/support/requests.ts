/** How bad requests are made: what they have in common with good ones. */
import { randomUUID } from 'node:crypto';
import type { TestApi } from './api.js';
import type { Asked } from './ask.js';

/** A bad request by its name, made once the API is up. */
export type BadRequest = [name: string, make: (api: TestApi) => Asked, status: number, code: string];

/** A conversation that nobody has begun. */
export const conversation = '7d9c3f0e-54c1-4a53-8a53-7a9a1a2f0b11';
/** Address of the messages of a conversation. */
export const messagesOf = (id = conversation): string => `/v1/merchants/demo/conversations/${id}/messages`;
/** Address of the replies of a conversation. */
export const repliesOf = (id = conversation): string => `/v1/merchants/demo/conversations/${id}/replies`;

/** The header that says who calls. */
export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
/** The header that says that a body is JSON. */
export const json = { 'content-type': 'application/json' };

/** A message that would be taken. */
export const goodMessage = (): Record<string, unknown> => ({
  messageId: randomUUID(),
  seq: 1,
  text: 'Where is my order 11059?',
  sentAt: '2026-11-28T09:00:00Z',
});

/** A body that is sent as it is, with the key of the channel. */
export const raw =
  (body: string | Buffer, headers: Record<string, string> = json) =>
  ({ keys }: TestApi): Asked => ({
    ...{ method: 'POST', path: messagesOf(), body },
    headers: { ...headers, ...bearer(keys.chat) },
  });

/** A message with other fields. */
export const message = (fields: Record<string, unknown>) =>
  raw(JSON.stringify({ ...goodMessage(), ...fields }));

/** A request without a body. */
export const get =
  (path: string, who: keyof TestApi['keys'] = 'chat') =>
  ({ keys }: TestApi): Asked => ({ path, headers: bearer(keys[who]) });

/** A request with a body in JSON. */
export const post =
  (path: string, body: unknown, who: keyof TestApi['keys'] = 'anna') =>
  ({ keys }: TestApi): Asked => ({
    ...{ method: 'POST', path, body: JSON.stringify(body) },
    headers: { ...json, ...bearer(keys[who]) },
  });
