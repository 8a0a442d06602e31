/** `<?each …?>` in templates of XML: the element behind it, for each item of a list. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { ask, issuesOf } from './ask.js';

const inputs: JsonObject = {
  order: {
    ref: 'R1',
    number: '4711',
    status: 'open',
    lines: [
      { ref: '01', name: 'Öl & Co', sku: '00042', quantity: 2 },
      { ref: '02', name: ']]></line>', quantity: 1 },
    ],
    shipments: [
      { carrier: 'DHL', trackingNumber: '1', lines: [{ name: 'a', quantity: 1 }] },
      { carrier: 'UPS', trackingNumber: '2', lines: [] },
      {
        carrier: 'DPD',
        trackingNumber: '3',
        lines: [
          { name: 'b', quantity: 1 },
          { name: 'c', quantity: 1 },
        ],
      },
    ],
  },
  amount: { minor: 1205, currency: 'EUR' },
  reason: 'damaged',
};
const order = inputs['order'] as JsonObject;
const bodyOf = async (xml: string, given = inputs): Promise<string | undefined> =>
  (await ask({ request: { path: '/o', xml }, inputs: given }))?.body;

describe('an element behind `each`', () => {
  const xml =
    '<r o="${inputs.order.ref}"><?each inputs.order.lines?>\n<line pos="${item.ref}"><sku>${item.sku}</sku><n u="x">${item.name}</n><o>${inputs.order.number}</o></line><end/></r>';

  test('stands there for each item, its values escaped, without those that are absent', async () => {
    expect(await bodyOf(xml)).toBe(
      '<r o="R1">\n<line pos="01"><sku>00042</sku><n u="x">Öl &amp; Co</n><o>4711</o></line>' +
        '<line pos="02"><n u="x">]]&gt;&lt;/line&gt;</n><o>4711</o></line><end/></r>',
    );
  });

  test.each([[[]], [null]])('stands nowhere for the list %j', async (lines) => {
    const given = { ...inputs, order: { ...order, lines } };
    expect(await bodyOf(xml, given)).toBe('<r o="R1">\n<end/></r>');
  });

  test('can have another one inside, whose item is its own', async () => {
    const nested =
      '<r><?each inputs.order.shipments?><p c="${item.carrier}"><?each item.lines?><l>${item.name}</l><t>${item.trackingNumber}</t></p></r>';
    expect(await bodyOf(nested)).toBe(
      '<r><p c="DHL"><l>a</l><t>1</t></p><p c="UPS"><t>2</t></p><p c="DPD"><l>b</l><l>c</l><t>3</t></p></r>',
    );
  });

  test('can be empty but for its attribute, with a comment before it', async () => {
    const short = '<r><?each inputs.order.lines?><!-- one each --><l n="${item.ref}"/></r>';
    expect(await bodyOf(short)).toBe('<r><!-- one each --><l n="01"/><l n="02"/></r>');
  });
});

describe('is refused at check, at its place in the file', () => {
  test.each([
    ['<r>|<?each inputs.order.ref?><a/></r>', '`inputs.order.ref` is not a list.'],
    ['<r>|<?each inputs.order.lnes?><a/></r>', 'There is no `inputs.order.lnes` in the inputs.'],
    ['<r>|<?each item.lines?><a/></r>', '`${item.lines}` does not exist.'],
    ['<r>|<?each?><a/></r>', 'Write the name of the list without `${}`.'],
    [
      '<r>|<?each inputs.order.lines?>text<a/></r>',
      '`<?each …?>` must be followed by the element to repeat.',
    ],
    ['<r>|<?each inputs.order.lines?></r>', '`<?each …?>` must be followed by the element to repeat.'],
    [
      '<r>|<?each inputs.order.lines?><?each inputs.order.lines?><a/></r>',
      '`<?each …?>` must be followed by the element to repeat.',
    ],
    ['<?each inputs.order.lines?>|<r>${item.ref}</r>', 'There can only be one root element.'],
    ['<r><?each inputs.order.lines?><a/><b>|${item.ref}</b></r>', '`${item.ref}` does not exist.'],
    [
      '<r><?each inputs.order.lines?><a>|${item}</a></r>',
      '`item` is not a single value; use one of its fields.',
    ],
    [
      '<r><?each inputs.order.lines?><a b="|${item.skuu}"/></r>',
      'There is no `item.skuu` in the fields of an item.',
    ],
  ])('%s', async (marked, message) => {
    const text = `\n${marked.replace('|', '')}`;
    const issues = await issuesOf({ request: { path: '/o', xml: 'r.xml' }, files: { 'r.xml': text } });
    expect(issues).toMatchObject([{ file: 'r.xml', line: 2, column: marked.indexOf('|') + 1, message }]);
  });
});
