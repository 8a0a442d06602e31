/** `format: xml`: the root is `{ RootName: … }`. */
import type { Format } from './body.js';
import { MAX_XML_BYTES, readXml } from './xml-reader.js';
import { nameWriter, XmlView } from './xml-view.js';

/** XML 1.0, with namespaces, without DTDs. */
export const xml: Format = {
  keys: ['namespaces'],
  maxBytes: MAX_XML_BYTES,
  xml: true,
  compile: ({ namespaces }, { lists }) => {
    const names = nameWriter(namespaces);
    return (text) => {
      const view = new XmlView(names, lists);
      readXml(text, view);
      return view.root;
    };
  },
};
