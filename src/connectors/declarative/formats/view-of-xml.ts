/** The JSON views of XML and of SOAP, made from a text at once. */
import type { Json } from '../../../contracts/json.js';
import type { ListNames, Parts } from './body-reader.js';
import { Envelope } from './soap.js';
import { readXml, type XmlListener } from './xml-reader.js';
import { nameWriter, XmlView } from './xml-view.js';
import { Included } from './xop.js';

/** A document, and how its view is written. */
export interface XmlDocument {
  format: 'xml' | 'soap';
  text: string;
  namespaces: Readonly<Record<string, string>> | undefined;
  lists: ListNames;
  /** Parts that it may include. */
  parts?: Parts | undefined;
}

/** The view of a document: of XML `{ RootName: … }`, of SOAP the content of Body; throws NotRead. */
export function viewOfXml({ format, text, namespaces, lists, parts }: XmlDocument): Json {
  const names = nameWriter(namespaces);
  const whole = (view: XmlListener): XmlListener => (parts === undefined ? view : new Included(view, parts));
  if (format === 'xml') {
    const view = new XmlView(names, lists);
    readXml(text, whole(view));
    return view.root;
  }
  const envelope = new Envelope(names, lists);
  readXml(text, whole(envelope));
  return envelope.view;
}
