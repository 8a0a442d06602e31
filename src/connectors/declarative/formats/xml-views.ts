/** The JSON views of XML and of SOAP, made from a text at once. */
import type { Json } from '../../../contracts/json.js';
import type { ListNames } from './body.js';
import { Envelope } from './soap.js';
import { readXml } from './xml-reader.js';
import { nameWriter, XmlView } from './xml-view.js';

/** A document, and how its view is written. */
export interface XmlDocument {
  format: 'xml' | 'soap';
  text: string;
  namespaces: Readonly<Record<string, string>> | undefined;
  lists: ListNames;
}

/** The view of a document: of XML `{ RootName: … }`, of SOAP the content of Body; throws NotRead. */
export function viewOfXml({ format, text, namespaces, lists }: XmlDocument): Json {
  const names = nameWriter(namespaces);
  if (format === 'xml') {
    const view = new XmlView(names, lists);
    readXml(text, view);
    return view.root;
  }
  const envelope = new Envelope(names, lists);
  readXml(text, envelope);
  return envelope.view;
}
