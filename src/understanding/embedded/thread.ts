/** The thread in which the embedded model works, so that the worker's event loop stays free. */
import { parentPort } from 'node:worker_threads';
import { indexNgrams } from './ngrams/features.js';
import type { OwnHead } from './own-intents.js';
import type { FromThread, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('thread.ts runs in a worker thread only');
// The weights are read from the disk while the rest of the code is loaded.
const loading = import('./load-model.js').then(({ loadModel }) => loadModel());
const [{ model, version }, { understand }, { learnOwnIntents }] = await Promise.all([
  loading,
  import('./understand.js'),
  import('./own-intents.js'),
]);
const send = (message: FromThread): void => {
  port.postMessage(message);
};
const own = new Map<string, readonly OwnHead[]>();
// The map of the n-grams is made when the first answer is out.
port.once('message', () => {
  setImmediate(indexNgrams, model.ngrams.vocabulary);
});
port.on('message', (asked: ToThread) => {
  try {
    send(answer(asked));
  } catch (error) {
    // Only what kind of error it is: its words could hold the customer's.
    send({ id: asked.id, error: error instanceof Error ? error.name : 'unknown' });
  }
});
send({ ready: version });

function answer(asked: ToThread): FromThread {
  const { id } = asked;
  if ('message' in asked) {
    const heads = own.get(asked.message.from?.merchant ?? '') ?? [];
    return { id, meaning: understand(model, asked.message, heads) };
  }
  own.set(
    asked.merchant,
    learnOwnIntents(asked.intents, (text) => model.transformer.read(text).state),
  );
  return { id, learnt: true };
}
