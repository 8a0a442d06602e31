import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../src/contracts/json.js';
import { bare, java, net, node, php, php12, V11, V12 } from './support/envelopes.js';
import { bodyOf, problemOf, soap, viewOf } from './support/read.js';

type Case = [what: string, envelope: string, view: Json, ...paths: string[]];

describe('The view of SOAP is the content of Body', () => {
  const order = '<orderNo>A-1</orderNo><lines><line><sku>00123</sku></line></lines>';
  const view = { GetOrderResponse: { order: { orderNo: 'A-1', lines: { line: [{ sku: '00123' }] } } } };
  const path = '$.GetOrderResponse.order.lines.line[*]';
  test.each<Case>([
    ['from PHP', php(`<ns1:GetOrderResponse><order>${order}</order></ns1:GetOrderResponse>`), view, path],
    [
      'from PHP in 1.2',
      php12(`<ns1:GetOrderResponse><order>${order}</order></ns1:GetOrderResponse>`),
      view,
      path,
    ],
    [
      'from PHP with qualified elements',
      php(
        `<ns1:GetOrderResponse><ns1:order>${order.replace(/<(\/?)/g, '<$1ns1:')}</ns1:order></ns1:GetOrderResponse>`,
      ),
      view,
      path,
    ],
    [
      'from node-soap',
      node(`<GetOrderResponse xmlns="urn:shop"><order>${order}</order></GetOrderResponse>`),
      view,
      path,
    ],
    [
      'from node-soap with prefixes',
      node(`<tns:GetOrderResponse><tns:order>${order}</tns:order></tns:GetOrderResponse>`),
      view,
      path,
    ],
    [
      'from .NET',
      net(`<GetOrderResponse xmlns="urn:shop"><order>${order}</order></GetOrderResponse>`),
      view,
      path,
    ],
    [
      'from Java, its Header ignored',
      java(`<ns2:GetOrderResponse xmlns:ns2="urn:shop"><order>${order}</order></ns2:GetOrderResponse>`),
      view,
      path,
    ],
    [
      'without prefixes',
      bare(`<GetOrderResponse xmlns="urn:shop"><order>${order}</order></GetOrderResponse>`),
      view,
      path,
    ],
    [
      'with none in a list',
      php('<ns1:Found><orders/></ns1:Found>'),
      { Found: { orders: { order: [] } } },
      '$.Found.orders.order[*]',
    ],
    [
      'with many in a list',
      php('<ns1:Found><order>1</order><order>2</order></ns1:Found>'),
      { Found: { order: ['1', '2'] } },
      '$.Found.order[*]',
    ],
    ['with nil', net('<R xmlns="urn:shop"><shipped xsi:nil="true" /></R>'), { R: { shipped: null } }],
    [
      'with literal types',
      net(
        '<R xmlns="urn:shop"><item xsi:type="Gift" xmlns="urn:shop"><n xsi:type="xsd:int">1</n></item></R>',
      ),
      { R: { item: { n: '1' } } },
    ],
    [
      'with maps of PHP',
      php('<ns1:R><map><item><key>state</key><value>sent</value></item></map></ns1:R>'),
      { R: { map: { item: [{ key: 'state', value: 'sent' }] } } },
      '$.R.map.item[*]',
    ],
    ['with an empty answer', php('<ns1:CancelResponse/>'), { CancelResponse: '' }],
    ['with an empty Body', php(''), {}],
    ['with a Body that is a single tag', node('').replace('<soap:Body></soap:Body>', '<soap:Body/>'), {}],
    ['with several children', php('<ns1:a>1</ns1:a><ns1:b>2</ns1:b>'), { a: '1', b: '2' }],
    ['with one child that is a list', php('<ns1:order>1</ns1:order>'), { order: ['1'] }, '$.order[*]'],
    [
      'with a Fault that is the system’s own',
      php('<ns1:Fault><faultcode>x</faultcode></ns1:Fault>'),
      { Fault: { faultcode: 'x' } },
    ],
    [
      'with elements called as SOAP’s',
      php('<ns1:Body><ns1:Envelope>1</ns1:Envelope></ns1:Body>'),
      { Body: { Envelope: '1' } },
    ],
    [
      'with encoding stated as none',
      php12(`<ns1:R env:encodingStyle="${V12}/encoding/none">1</ns1:R>`),
      { R: { '@encodingStyle': `${V12}/encoding/none`, '#text': '1' } },
    ],
    [
      'with what an anchor says',
      php('<ns1:R><a href="https://shop.example/#1">x</a></ns1:R>'),
      { R: { a: { '@href': 'https://shop.example/#1', '#text': 'x' } } },
    ],
  ])('%s', (_what, envelope, expected, ...paths) => {
    expect(viewOf(envelope, soap(...paths))).toEqual(expected);
  });

  test('by stated namespaces too, where SOAP’s own need none', () => {
    const asked = { ...soap("$['o:R']['o:line'][*]"), answer: { namespaces: { o: 'urn:shop' } } };
    expect(viewOf(php('<ns1:R><ns1:line>1</ns1:line><x:y xmlns:x="urn:z"/></ns1:R>'), asked)).toEqual({
      'o:R': { 'o:line': ['1'] },
    });
    const fault = php(
      '<SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>no</faultstring><detail><ns1:e>7</ns1:e></detail></SOAP-ENV:Fault>',
    );
    expect(viewOf(fault, asked)).toEqual({ Fault: { code: 'Server', reason: 'no', detail: { 'o:e': '7' } } });
  });
});

describe('What is not read is refused in words', () => {
  const ENC =
    'xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
  const style = 'SOAP-ENV:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"';
  test.each([
    [
      'an encoding at the Envelope',
      php('<ns1:R/>').replace('<SOAP-ENV:Envelope', `<SOAP-ENV:Envelope ${style}`),
      'RPC/encoded',
    ],
    [
      'an encoding at the Body',
      php('<ns1:R/>').replace('<SOAP-ENV:Body', `<SOAP-ENV:Body ${style}`),
      'RPC/encoded',
    ],
    ['an encoding at an answer', php(`<ns1:R ${style}/>`), 'RPC/encoded'],
    ['an encoded list', php(`<ns1:R ${ENC}><l SOAP-ENC:arrayType="ns1:Line[2]"/></ns1:R>`), 'RPC/encoded'],
    [
      'a list of 1.2',
      php(`<ns1:R xmlns:enc="http://www.w3.org/2003/05/soap-encoding"><l enc:itemType="ns1:Line"/></ns1:R>`),
      'RPC/encoded',
    ],
    ['an encoded type', php(`<ns1:R ${ENC}><l xsi:type="SOAP-ENC:Array"/></ns1:R>`), 'RPC/encoded'],
    ['parts elsewhere', php('<ns1:R><order href="#id1"/></ns1:R><multiRef id="id1"/>'), 'multiRef'],
    [
      'an attachment',
      php(
        '<ns1:R><file><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:1"/></file></ns1:R>',
      ),
      'xop:Include',
    ],
    ['a DOCTYPE', php('<ns1:R/>').replace('?>\n', '?>\n<!DOCTYPE x>'), 'DOCTYPE'],
  ])('%s', (_what, envelope, words) => {
    expect(bodyOf(envelope, soap())).toEqual({ problem: 'refused', why: expect.stringContaining(words) });
  });

  test.each([
    ['XML that is no envelope', '<GetOrderResponse/>'],
    ['an envelope of nobody', '<Envelope><Body/></Envelope>'],
    ['an envelope of another version', php('').replace(V11, 'http://www.w3.org/2001/12/soap-envelope')],
    ['an envelope without a Body', php('').replace(/<SOAP-ENV:Body>.*<\/SOAP-ENV:Body>/, '')],
    ['an envelope with two of them', php('</SOAP-ENV:Body><SOAP-ENV:Body>')],
    ['a Body of another namespace', php('').replaceAll('SOAP-ENV:Body', 'ns1:Body')],
    ['a page of HTML', '<html><head></head><body></body></html>'],
    ['an answer that is cut off', php('<ns1:R/>').slice(0, -20)],
  ])('%s is unreadable', (_what, envelope) => {
    expect(problemOf(envelope, soap())).toBe('unreadable');
  });
});
