/** A master key in a real transit engine: it wraps, unwraps what it has wrapped, and serves nobody else. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHttpClient } from '../../src/connectors/http/client.js';
import type { MasterKey } from '../../src/security/keys/master-key.js';
import { transitMasterKey } from '../../src/security/keys/vault-transit.js';
import { isRunning } from '../peers/child.js';
import { type Openbao, startOpenbao, whyNoOpenbao } from '../peers/openbao/start.js';

const why = whyNoOpenbao();
const when = why === undefined ? describe : describe.skip;
const local = ['127.0.0.1'];
const http = openHttpClient({ connection: local, operator: local });
afterAll(() => {
  http[Symbol.dispose]();
});

when(`OpenBao${why === undefined ? '' : ` (${why})`}`, () => {
  let bao: Openbao;
  const key = randomBytes(32);
  const master = (token = bao.token): MasterKey => transitMasterKey(http, { url: bao.key, token });
  beforeAll(async () => {
    bao = await startOpenbao();
  });
  afterAll(async () => {
    await bao[Symbol.asyncDispose]();
    expect(isRunning(bao.pid)).toBe(false);
  });

  test('wraps, and unwraps what it has wrapped, about the same thing', async () => {
    const wrapped = await master().wrap(key, 'row 1');
    expect(await master().unwrap(wrapped, 'row 1')).toEqual(key);
    await expect(master().unwrap(wrapped, 'row 2')).rejects.toMatchObject({ code: 'key_unreadable' });
    await expect(master().unwrap('no ciphertext', 'row 1')).rejects.toMatchObject({ code: 'key_unreadable' });
  });

  test('after a rotation the next version wraps, and both unwrap', async () => {
    const before = await master().wrap(key, 'row');
    await bao.rotate();
    const after = await master().wrap(await master().unwrap(before, 'row'), 'row');
    expect([before, after].map((wrapped) => wrapped.split(':', 2))).toEqual([
      ['vault', 'v1'],
      ['vault', 'v2'],
    ]);
    expect(await master().unwrap(after, 'row')).toEqual(key);
  });

  test('serves nobody without its token', async () => {
    await expect(master('hvs.wrong').wrap(key, 'row')).rejects.toMatchObject({
      code: 'master_key_unavailable',
    });
    const anonymous = transitMasterKey(http, { url: bao.key });
    await expect(anonymous.wrap(key, 'row')).rejects.toMatchObject({ code: 'master_key_unavailable' });
  });
});
