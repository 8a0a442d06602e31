/** `format: xml` and `format: soap`: small documents are read where they arrive, large ones in a thread. */
import type { Worker } from 'node:worker_threads';
import { waited, type Deadline, unlessCut } from '../cooperative.js';
import { type Format, NotRead } from './body-reader.js';
import { MAX_XML_BYTES } from './xml-reader.js';
import { viewOfXml, type XmlDocument } from './view-of-xml.js';
import type { Json } from '../../../contracts/json.js';
import { startThread } from '../../../platform/threads/start-thread.js';
import type { FromXmlThread } from './xml-thread.js';

// Large XML, one document after the other, in one thread that is started for the first of them.

/** Twice what the worst document of 2 MB was seen to take, in MB. */
const HEAP = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 16 };

let last: Promise<unknown> = Promise.resolve();
let thread: Worker | undefined;

/**
 * The view of a document, once those before it are read; rejects with NotRead. A document that nobody waits for any
 * more is not begun, or ends with its thread, and its promise stays open.
 */
export function viewInThread(document: XmlDocument, limit: Deadline): Promise<Json> {
  return new Promise((resolve, reject) => {
    last = last.then(async () => {
      const answer = isOver(limit) ? undefined : await ask(document, limit);
      if (answer === undefined) return;
      if ('view' in answer) resolve(answer.view);
      else reject('error' in answer ? answer.error : new NotRead(answer.problem, answer.why));
    });
  });
}

const isOver = ({ deadline, signal }: Deadline): boolean => signal?.aborted === true || Date.now() > deadline;

/** What a thread says, or the error that it ended with. */
type Answer = FromXmlThread | { error: Error };

/** What comes of a document; undefined when nobody waits for it any more, and the thread has been ended. */
async function ask(document: XmlDocument, limit: Deadline): Promise<Answer | undefined> {
  const worker = (thread ??= started());
  // An idle thread keeps no process alive.
  worker.ref();
  let answer: Answer | undefined;
  const answered = answerOf(worker).then((one) => (answer = one));
  worker.postMessage(document);
  if (await unlessCut(answered, limit)) {
    forget(worker);
    await worker.terminate();
    return undefined;
  }
  worker.unref();
  return answer;
}

function started(): Worker {
  const worker = startThread(import.meta.url, 'xml-thread', { resourceLimits: HEAP });
  const gone = (): void => {
    forget(worker);
  };
  // What goes wrong in an idle thread is its end, not the process's.
  return worker.on('error', gone).on('exit', gone);
}

function forget(worker: Worker): void {
  if (thread === worker) thread = undefined;
}

/** The next answer of a thread, or its end. */
function answerOf(worker: Worker): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      worker.off('message', settle).off('error', failed).off('exit', ended);
      resolve(answer);
    };
    const failed = (error: Error & { code?: unknown }): void => {
      const why = 'The answer needs more memory than one answer may use.';
      settle(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? { problem: 'refused', why } : { error });
    };
    const ended = (): void => {
      settle({ error: new Error('the thread that reads XML ended') });
    };
    worker.on('message', settle).on('error', failed).on('exit', ended);
  });
}

/** From how many characters on: reading as many takes some 10 ms, during which nothing else goes on. */
const LARGE = 128_000;

const xmlFormat = (format: XmlDocument['format']): Format => ({
  keys: ['namespaces'],
  maxBytes: MAX_XML_BYTES,
  xml: true,
  compile: ({ namespaces }, { lists }) =>
    function* (text, _charset, parts) {
      const document = { format, text, namespaces, lists, parts };
      return text.length < LARGE
        ? viewOfXml(document)
        : yield* waited((limit) => viewInThread(document, limit));
    },
});

/** XML 1.0, with namespaces, without DTDs. */
export const xml = xmlFormat('xml');

/** SOAP 1.1 and 1.2, distinguished by the response alone. */
export const soap = xmlFormat('soap');
