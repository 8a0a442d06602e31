/** The view of an answer in XML outside of any operation: that of a login. */
import type { Json } from '../../../contracts/json.js';
import type { HttpResponse } from '../../../http/client.js';
import { NotRead } from './body.js';
import { decode } from './charset.js';
import { viewOfXml, type XmlDocument } from './xml-views.js';

/** The content of Body if it is SOAP, else the view of the whole; undefined when it cannot be read. */
export function xmlAnswer({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): Json | undefined {
  const contentType = headers['content-type'];
  const view = (format: XmlDocument['format']): Json | undefined => {
    try {
      const { text } = decode(body, { contentType, xml: true });
      return viewOfXml({ format, text, namespaces: undefined, lists: new Map() });
    } catch (error) {
      if (error instanceof NotRead) return undefined;
      throw error;
    }
  };
  return view('soap') ?? view('xml');
}
