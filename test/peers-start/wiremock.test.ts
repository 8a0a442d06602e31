/** WireMock answers as it is told, breaks its answers as it is told, and ends. */
import { describe, expect, test } from 'vitest';
import { isRunning } from '../peers/child.js';
import { startWireMock, whyNoWireMock } from '../peers/wiremock/start.js';

const why = whyNoWireMock();
const when = why === undefined ? describe : describe.skip;

when(`WireMock${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers and breaks as it is told, remembers what it got, and leaves no process', async () => {
    let pid = 0;
    {
      await using mock = await startWireMock();
      pid = mock.pid;
      const headers = { 'Retry-After': '1' };
      await mock.stub({ request: { method: 'POST', url: '/busy' }, response: { status: 503, headers } });
      const busy = await fetch(`${mock.url}/busy`, { method: 'POST', body: 'sent' });
      expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '1']);
      for (const fault of [
        'EMPTY_RESPONSE',
        'MALFORMED_RESPONSE_CHUNK',
        'RANDOM_DATA_THEN_CLOSE',
        'CONNECTION_RESET_BY_PEER',
      ] as const) {
        await mock.stub({ request: { method: 'GET', url: `/${fault}` }, response: { status: 200, fault } });
        await expect(fetch(`${mock.url}/${fault}`).then((response) => response.text())).rejects.toThrow();
      }
      expect((await mock.requests())[0]).toMatchObject({ method: 'POST', url: '/busy', body: 'sent' });
      await mock.reset();
      expect(await mock.requests()).toEqual([]);
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });
});
