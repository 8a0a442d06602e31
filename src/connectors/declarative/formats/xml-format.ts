/** What all XML-based formats share: their keys, their size limit, and a new view for each text. */
import type { Json } from '../../../contracts/json.js';
import type { Format, ListNames } from './body.js';
import { MAX_XML_BYTES, readXml, type XmlListener } from './xml-reader.js';
import { nameWriter, type NameWriter } from './xml-view.js';

/** A format that reads XML through a listener. */
export const xmlFormat = <L extends XmlListener>(
  listen: (names: NameWriter, lists: ListNames) => L,
  viewOf: (listener: L) => Json,
): Format => ({
  keys: ['namespaces'],
  maxBytes: MAX_XML_BYTES,
  xml: true,
  compile: ({ namespaces }, { lists }) => {
    const names = nameWriter(namespaces);
    return function* (text) {
      const listener = listen(names, lists);
      yield* readXml(text, listener);
      return viewOf(listener);
    };
  },
});
