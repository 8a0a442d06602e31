/** The thread in which the embedded model runs, so that the worker's event loop stays free. */
import { parentPort } from 'node:worker_threads';
import { indexNgrams } from './ngrams/features.js';
import type { OwnHead } from './own-intents.js';
import type { FromThread, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('thread.ts runs in a worker thread only');
// The weights are read from disk while the rest of the code is loaded.
const loading = import('./load-model.js').then(({ loadModel }) => loadModel());
const [{ model: loaded, version }, { understand }, { learnOwnIntents }, { comparer, remembering }] =
  await Promise.all([
    loading,
    import('./interpret-model-output.js'),
    import('./own-intents.js'),
    import('./text-similarity.js'),
  ]);
const model = {
  ...loaded,
  transformer: { ...loaded.transformer, read: remembering(loaded.transformer.read) },
};
const compare = comparer(
  (phrase) => loaded.transformer.read(phrase).state,
  (text) => model.transformer.read(text).state,
);
const send = (message: FromThread): void => {
  port.postMessage(message);
};
const own = new Map<string, readonly OwnHead[]>();
// The n-grams' map is built once the first answer is out.
port.once('message', () => {
  setImmediate(indexNgrams, model.ngrams.vocabulary);
});
port.on('message', (asked: ToThread) => {
  try {
    send(answer(asked));
  } catch (error) {
    // Only the kind of error: its message could contain the customer's words.
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
  if ('compared' in asked) return { id, likeness: compare(asked.compared) };
  if ('stateOf' in asked) return { id, state: model.transformer.read(asked.stateOf).state };
  own.set(
    asked.merchant,
    learnOwnIntents(asked.intents, (text) => model.transformer.read(text).state),
  );
  return { id, learnt: true };
}
