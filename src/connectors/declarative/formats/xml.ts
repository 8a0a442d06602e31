/** `format: xml`: the root is `{ RootName: … }`. */
import { xmlFormat } from './xml-format.js';
import { XmlView } from './xml-view.js';

/** XML 1.0, with namespaces, without DTDs. */
export const xml = xmlFormat(
  (names, lists) => new XmlView(names, lists),
  (view) => view.root,
);
