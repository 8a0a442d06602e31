/** Which carrier a parcel is with: by what shops write and by the number's form with its check digits. */
import { describe, expect, test } from 'vitest';
import { carriersIn, carriersOfNumber, whichCarriers } from '../../src/merchants/which-carrier.js';

test.each<readonly [string, readonly string[]]>([
  ...[
    'UPS',
    'ups',
    'U.P.S. UPS',
    'UPS Ground',
    'UPS® Standard',
    'ups_worldwide_express',
    'United Parcel Service',
  ].map((name) => [name, ['ups']] as const),
  ...['UPSN', 'upsground', 'UPS Freight', 'UPS Mail Innovations'].map((name) => [name, ['ups']] as const),
  ...[
    'FedEx',
    'FEDEX_GROUND',
    'Fed Ex',
    'Federal Express',
    'fedexhomedelivery',
    'FedEx SmartPost®',
    'FDEG',
  ].map((name) => [name, ['fedex']] as const),
  ...['DHL', 'DHL Paket', 'dhl_paket', 'DHLPaket', 'DHL eCommerce', 'Deutsche Post DHL', 'DHL Germany'].map(
    (name) => [name, ['dhl']] as const,
  ),
  ...['DHL Express', 'dhl-express-worldwide', 'DHLEXPRESS', 'dhlint', 'DHL Worldwide Express'].map(
    (name) => [name, ['dhl express']] as const,
  ),
  ['USPS Priority Mail', ['usps']],
  ['GLS Germany', ['gls']],
  ['DPD', ['dpd']],
  ['dpdgroup', ['dpd']],
  ['Hermes', ['hermes']],
  ['Royal Mail 24', ['royal mail']],
  ['PostNL', ['postnl']],
  ['Österreichische Post', ['austrian post']],
  ['Colissimo', ['la poste']],
  ['DHL (by Hermes)', ['dhl', 'hermes']],
  ['Standardversand', []],
  ['Upside Couriers', []],
  ['', []],
])('%j names %j', (name, carriers) => {
  expect(carriersIn(name)).toEqual(carriers);
});

test.each([
  ['1Z999AA10123456784', ['ups'], true],
  ['1z 999 aa1 01 2345 6784', ['ups'], true],
  ['1Z5R89390357567127', ['ups'], true],
  // A wrong check digit: a typo, but still a number of UPS.
  ['1Z999AA10123456785', ['ups'], false],
  ['986578788855', ['fedex'], false],
  ['477179081230', ['fedex'], false],
  ['477179081231', [], false],
  ['449044304137821', ['fedex'], false],
  ['039813852990618', ['fedex'], false],
  ['9611020987654312345672', ['fedex'], true],
  ['9611020987654312345673', [], false],
  ['3318810025', ['dhl express'], false],
  ['3318810026', [], false],
  ['JD014600003889219432', ['dhl express'], true],
  ['JJD000390007882823426', ['dhl'], true],
  ['JVGL0612345678901234', ['dhl'], true],
  ['00340434161094042557', ['dhl'], true],
  ['00340434161094042558', [], false],
  ['GM605112270084510370', ['dhl'], true],
  ['RR123456785DE', ['dhl'], true],
  ['RR123456786DE', [], false],
  ['RB123456785GB', ['royal mail'], true],
  ['LX123456785NL', ['postnl'], true],
  ['CP123456785PL', ['post of PL'], true],
  ['9400111202555842332669', ['usps'], true],
  ['TBA123456789012', ['amazon logistics'], true],
  ['ABC123', [], false],
] as const)('%s is a number of %j', (number, carriers, sure) => {
  expect(carriersOfNumber(number)).toEqual(carriers.map((carrier) => ({ carrier, sure })));
});

describe('of UPS, FedEx, DHL, DHL Express and an own courier', () => {
  const bound = ['UPS', 'FedEx', 'DHL', 'DHL Express', 'Speedy Bikes'];
  test.each<[string, string, string, string[] | 'unsure']>([
    ['by name', 'UPS Ground', '', ['UPS']],
    ['by name, whatever the number', 'UPS', 'X-17', ['UPS']],
    ['by number alone', '', '1Z999AA10123456784', ['UPS']],
    ['an unknown name and a number', 'Standard', '986578788855', ['FedEx']],
    ['a number that the name does not have comes first', 'DHL', '1Z999AA10123456784', ['UPS', 'DHL']],
    ['several have such numbers, and the name says which', 'FedEx', '3318810025', ['FedEx']],
    ['the name says DHL and the number Express', 'DHL', '3318810025', ['DHL Express', 'DHL']],
    ['Express is known to DHL as well', 'DHL Express', '3318810025', ['DHL Express', 'DHL']],
    ['a parcel of DHL is not known to Express', 'DHL', '00340434161094042557', ['DHL']],
    ['a piece of Express', '', 'JD014600003889219432', ['DHL', 'DHL Express']],
    ['two names', 'FedEx / UPS', 'X-17', ['UPS', 'FedEx']],
    ['an own courier', 'SPEEDY BIKES', '17', ['Speedy Bikes']],
    ['a carrier that the merchant does not have', 'GLS', '17', []],
    ['its number', '', '9400111202555842332669', []],
    ['its name and by luck a number that FedEx could have', 'GLS', '986578788855', []],
    ['nothing tells', 'Standard', '17', 'unsure'],
  ])('%s: %s %s', (_, carrier, trackingNumber, expected) => {
    const { likely, unsure } = whichCarriers(bound, { carrier, trackingNumber });
    expect(unsure ? 'unsure' : likely.sort()).toEqual(
      expected === 'unsure' ? expected : [...expected].sort(),
    );
  });

  test('the likeliest comes first', () => {
    const first = (carrier: string, trackingNumber: string) =>
      whichCarriers(bound, { carrier, trackingNumber }).likely[0];
    expect(first('DHL', '1Z999AA10123456784')).toBe('UPS');
    expect(first('DHL', '3318810025')).toBe('DHL Express');
    expect(first('DHL Express', '')).toBe('DHL Express');
    expect(first('', 'JD014600003889219432')).toBe('DHL Express');
  });

  test('the service belongs to the name', () => {
    const parcel = { carrier: 'DHL', service: 'Express Worldwide', trackingNumber: '' };
    expect(whichCarriers(bound, parcel).likely[0]).toBe('DHL Express');
  });
});
