/** Envelopes as the SOAP stacks of this world write them. */

/** Namespace of SOAP 1.1. */
export const V11 = 'http://schemas.xmlsoap.org/soap/envelope/';
/** Namespace of SOAP 1.2. */
export const V12 = 'http://www.w3.org/2003/05/soap-envelope';

/** As PHP's SoapServer writes a document/literal answer. */
export const php = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<SOAP-ENV:Envelope xmlns:SOAP-ENV="${V11}" xmlns:ns1="urn:shop"><SOAP-ENV:Body>${body}</SOAP-ENV:Body></SOAP-ENV:Envelope>
`;
/** As PHP's SoapServer writes SOAP 1.2. */
export const php12 = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>
<env:Envelope xmlns:env="${V12}" xmlns:ns1="urn:shop"><env:Body>${body}</env:Body></env:Envelope>
`;
/** As node-soap writes. */
export const node = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${V11}"  xmlns:tns="urn:shop"><soap:Body>${body}</soap:Body></soap:Envelope>`;
/** As .NET writes. */
export const net = (body: string) =>
  `<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="${V11}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><soap:Body>${body}</soap:Body></soap:Envelope>`;
/** As Java stacks write. */
export const java = (body: string) =>
  `<S:Envelope xmlns:S="${V11}"><S:Header><wsa:Action xmlns:wsa="http://www.w3.org/2005/08/addressing">urn:x</wsa:Action></S:Header><S:Body>${body}</S:Body></S:Envelope>`;
/** As somebody writes who prefers no prefix. */
export const bare = (body: string) => `<Envelope xmlns="${V12}"><Header/><Body>${body}</Body></Envelope>`;
