/** The thread that reads large XML, so that the worker's event loop stays free. */
import { parentPort } from 'node:worker_threads';
import type { Json } from '../../../contracts/json.js';
import { NotRead } from './body-reader.js';
import { viewOfXml, type XmlDocument } from './view-of-xml.js';

/** What came of a document. */
export type FromXmlThread = { view: Json } | { problem: NotRead['problem']; why: string };

parentPort?.on('message', (document: XmlDocument) => {
  parentPort?.postMessage(answerTo(document));
});

function answerTo(document: XmlDocument): FromXmlThread {
  try {
    return { view: viewOfXml(document) };
  } catch (error) {
    if (!(error instanceof NotRead)) throw error;
    return { problem: error.problem, why: error.message };
  }
}
