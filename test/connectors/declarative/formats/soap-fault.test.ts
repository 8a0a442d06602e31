import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/contracts/json.js';
import { bare, java, node, php, php12, V12 } from './support/envelopes.js';
import { soap, viewOf } from './support/read.js';

type Case = [what: string, envelope: string, view: Json, ...paths: string[]];

describe('A fault is `Fault` with code, reason and detail', () => {
  const in12 = (code: string, rest = '') =>
    `<env:Fault><env:Code>${code}</env:Code><env:Reason><env:Text xml:lang="en">No such order</env:Text></env:Reason>${rest}</env:Fault>`;
  const fault = (code: string | null, reason: string | null, detail: Json = null) => ({
    Fault: { code, reason, detail },
  });

  test.each<Case>([
    [
      'from PHP',
      php(
        '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Client</faultcode><faultstring>No such order</faultstring></SOAP-ENV:Fault>',
      ),
      fault('Client', 'No such order'),
    ],
    [
      'from PHP with a code of its own',
      php(
        '<SOAP-ENV:Fault><faultcode>NOT_FOUND</faultcode><faultstring>No</faultstring><detail>A-1</detail></SOAP-ENV:Fault>',
      ),
      fault('NOT_FOUND', 'No', 'A-1'),
    ],
    [
      'from PHP with details',
      php(
        '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>No</faultstring><detail><ns1:OrderFault><code>17</code></ns1:OrderFault></detail></SOAP-ENV:Fault>',
      ),
      fault('Server', 'No', { OrderFault: { code: '17' } }),
    ],
    ['from PHP in 1.2', php12(in12('<env:Value>env:Sender</env:Value>')), fault('Sender', 'No such order')],
    [
      'with a subcode',
      php12(
        in12(
          '<env:Value>env:Sender</env:Value><env:Subcode><env:Value>ns1:OrderNotFound</env:Value></env:Subcode>',
        ),
      ),
      fault('OrderNotFound', 'No such order'),
    ],
    [
      'with the deepest subcode',
      php12(
        in12(
          '<env:Value>env:Sender</env:Value><env:Subcode><env:Value>ns1:Order</env:Value><env:Subcode><env:Value>ns1:Gone</env:Value></env:Subcode></env:Subcode>',
        ),
      ),
      fault('Gone', 'No such order'),
    ],
    [
      'with a Detail',
      php12(in12('<env:Value>env:Receiver</env:Value>', '<env:Detail><ns1:e>7</ns1:e></env:Detail>')),
      fault('Receiver', 'No such order', { e: '7' }),
    ],
    [
      'with a list in its Detail',
      php12(in12('<env:Value>env:Receiver</env:Value>', '<env:Detail><ns1:e>7</ns1:e></env:Detail>')),
      fault('Receiver', 'No such order', { e: ['7'] }),
      '$.Fault.detail.e[*]',
    ],
    [
      'with a list in its detail',
      php(
        '<SOAP-ENV:Fault><faultcode>c</faultcode><faultstring>s</faultstring><detail><e>7</e></detail></SOAP-ENV:Fault>',
      ),
      fault('c', 's', { e: ['7'] }),
      '$.Fault.detail.e[*]',
    ],
    [
      'with reasons in several languages',
      php12(
        '<env:Fault><env:Code><env:Value>env:Sender</env:Value></env:Code><env:Reason><env:Text xml:lang="en">No</env:Text><env:Text xml:lang="de">Nein</env:Text></env:Reason></env:Fault>',
      ),
      fault('Sender', 'No'),
    ],
    [
      'from node-soap',
      node(
        '<soap:Fault><soap:faultcode>soap:Server</soap:faultcode><soap:faultstring>No</soap:faultstring></soap:Fault>',
      ),
      fault('Server', 'No'),
    ],
    [
      'of 1.2 in an envelope of 1.1, as node-soap refuses a login',
      node(
        '<soap:Fault><soap:Code><soap:Value>soap:Sender</soap:Value><soap:Subcode><soap:value>rpc:BadArguments</soap:value></soap:Subcode></soap:Code><soap:Reason><soap:Text>No</soap:Text></soap:Reason></soap:Fault>',
      ),
      fault('BadArguments', 'No'),
    ],
    [
      'of 1.2 by its namespace in an envelope of 1.1',
      php(
        `<f:Fault xmlns:f="${V12}"><f:Code><f:Value>f:Sender</f:Value></f:Code><f:Reason><f:Text>No</f:Text></f:Reason></f:Fault>`,
      ),
      fault('Sender', 'No'),
    ],
    [
      'of 1.1 in an envelope of 1.2',
      php12('<env:Fault><faultcode>env:Client</faultcode><faultstring>No</faultstring></env:Fault>'),
      fault('Client', 'No'),
    ],
    [
      'without prefixes',
      bare('<Fault><Code><Value>Sender</Value></Code><Reason><Text>No</Text></Reason></Fault>'),
      fault('Sender', 'No'),
    ],
    [
      'with dots in its code',
      java(
        '<S:Fault><faultcode>S:Client.Authentication</faultcode><faultstring> No </faultstring></S:Fault>',
      ),
      fault('Client.Authentication', 'No'),
    ],
    ['with nothing in it', php('<SOAP-ENV:Fault/>'), fault(null, null)],
    [
      'beside an answer',
      php('<ns1:R/><SOAP-ENV:Fault><faultcode>c</faultcode></SOAP-ENV:Fault>'),
      { R: '', ...fault('c', null) },
    ],
    [
      'of a service that else is encoded',
      php('<SOAP-ENV:Fault><faultcode>c</faultcode></SOAP-ENV:Fault>').replace(
        '<SOAP-ENV:Envelope',
        '<SOAP-ENV:Envelope SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"',
      ),
      fault('c', null),
    ],
  ])('%s', (_what, envelope, expected, ...paths) => {
    expect(viewOf(envelope, soap(...paths))).toEqual(expected);
  });
});
