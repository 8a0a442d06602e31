/** Large XML, one document after the other, in one thread that is started for the first of them. */
import type { Worker } from 'node:worker_threads';
import type { Json } from '../../../contracts/json.js';
import { startThread } from '../../../threads/start-thread.js';
import { NotRead } from './body.js';
import type { FromXmlThread } from './xml-thread.js';
import type { XmlDocument } from './xml-views.js';

/** Twice what the worst document of 2 MB was seen to take, in MB. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

let last: Promise<unknown> = Promise.resolve();
let thread: Worker | undefined;

/** The view of a document, once those before it are read; rejects with NotRead. */
export function viewInThread(document: XmlDocument): Promise<Json> {
  const view = last.then(() => ask(document));
  last = view.catch(() => undefined);
  return view;
}

async function ask(document: XmlDocument): Promise<Json> {
  const worker = (thread ??= startThread(import.meta.url, 'xml-thread', { resourceLimits: HEAP }));
  // An idle thread keeps no process alive.
  worker.ref();
  try {
    const found = await new Promise<FromXmlThread>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => {
        reject(new Error('the thread that reads XML ended'));
      });
      worker.postMessage(document);
    });
    worker.unref();
    if ('view' in found) return found.view;
    throw new NotRead(found.problem, found.why);
  } catch (error) {
    if (!(error instanceof NotRead)) thread = undefined;
    const { code } = error as { code?: unknown };
    if (code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    throw new NotRead('refused', 'It takes more memory than one answer is given.');
  } finally {
    worker.removeAllListeners('message').removeAllListeners('exit');
    // What goes wrong in an idle thread is its end.
    worker.removeAllListeners('error').on('error', () => (thread = undefined));
  }
}
