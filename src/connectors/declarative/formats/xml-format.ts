/** `format: xml` and `format: soap`: small documents are read where they arrive, large ones in a thread. */
import { waited } from '../cooperative.js';
import type { Format } from './body.js';
import { viewInThread } from './xml-queue.js';
import { MAX_XML_BYTES } from './xml-reader.js';
import { viewOfXml, type XmlDocument } from './xml-views.js';

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
