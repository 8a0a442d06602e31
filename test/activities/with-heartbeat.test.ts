/** An attempt that was given up learns it, and its message leaves the queue of the model's thread. */
import { expect, test } from 'vitest';
import { cancellationSignal } from '@temporalio/activity';
import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { understandMessage } from '../../src/activities/understand-message.js';
import { withHeartbeat } from '../../src/activities/with-heartbeat.js';
import { understanders } from '../../src/understanding/registry.js';
import { servedDemo } from './support/served-demo.js';

test('a message whose attempt is given up while it waits is not read, and its retry is', async () => {
  const understander = await understanders.embedded();
  const merchants = new Map([['demo', servedDemo()]]);
  const understand = understandMessage({
    ...{ understander, merchants },
    store: {
      messages: { get: () => Promise.resolve([]) },
      outbox: {
        sentTexts: () => Promise.resolve([]),
        readable: ({ keys }: { keys: readonly string[] }) =>
          Promise.resolve({ positions: new Map(keys.map((key) => [key, 1])) }),
      },
    },
  });
  const request = (text: string) => ({
    ...{ merchant: 'demo', conversation: 'c1', messageId: 'm1', asks: [] },
    own: { text, language: 'en' },
  });
  const understandWhileWanted = (asked: Parameters<typeof understand>[0]) =>
    understand(asked, cancellationSignal());
  const under = understand(request('no. '.repeat(16_000)));
  const attempt = new MockActivityEnvironment();
  const given = attempt.run(withHeartbeat(understandWhileWanted), request('Where is order 10023?'));
  const told = expect(given).rejects.toThrow(CancelledFailure);
  attempt.cancel('TIMED_OUT');
  await told;
  const retried = await new MockActivityEnvironment({ attempt: 2 }).run(
    withHeartbeat(understandWhileWanted),
    request('Where is order 10023?'),
  );
  expect(retried).toMatchObject({ understanding: { intent: 'wismo' } });
  await under;
});
