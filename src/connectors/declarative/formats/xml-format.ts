/** What all formats over XML share: their keys, their cap, and a view of its own for each text. */
import type { Json } from '../../../contracts/json.js';
import type { Format, ListNames } from './body.js';
import { MAX_XML_BYTES, readXml, type XmlListener } from './xml-reader.js';
import { nameWriter, type NameWriter } from './xml-view.js';

/** A format that reads XML into what a listener makes of it. */
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
