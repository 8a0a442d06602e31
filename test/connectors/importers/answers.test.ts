/** Drafts from recorded answers: names in eight vocabularies, XML, recordings, and what a draft must not repeat. */
import { describe, expect, test } from 'vitest';
import { at } from '../../demo/shop/at.js';
import { drafted, issuesIn, operationOf } from './support.js';

const ofAnswer = (file: string, text: string) => drafted('answer', file, text, { targets: ['orders.get'] });

/** The same order as it is called in a language, and where its fields stand. */
const orders: Readonly<Record<string, readonly [answer: object, fields: Readonly<Record<string, string>>]>> =
  {
    German: [
      {
        Auftrag: {
          AuftragsNr: '10042',
          KdNr: 'K7',
          KundenEMail: 'anna@example.com',
          BestDat: '03.11.2026',
          Auftragsstatus: 'OFFEN',
          Gesamtbetrag: 12.3,
          Waehrung: 'EUR',
          Lieferanschrift: {
            Vorname: 'Anna',
            Nachname: 'Berg',
            Straße: 'Am Deich',
            PLZ: '25541',
            Ort: 'Kiel',
            LKZ: 'DE',
          },
          Positionen: [{ PosNr: 1, ArtNr: '7', Bezeichnung: 'Stuhl', Menge: 1, Einzelpreis: 12.3 }],
        },
      },
      {
        number: '$.AuftragsNr',
        customerRef: '$.KdNr',
        customerEmail: '$.KundenEMail',
        'createdAt.path': '$.BestDat',
        'shippingAddress.street': "$.Lieferanschrift['Straße']",
        'lines.fields.sku': '$.ArtNr',
        'lines.fields.price.decimal': '$.Einzelpreis',
      },
    ],
    French: [
      {
        commande: {
          numéro_commande: '10042',
          email_client: 'anna@example.com',
          date_commande: '2026-11-03T10:00:00Z',
          statut: 'EN_COURS',
          montant_ttc: 12.3,
          devise: 'EUR',
          adresse_livraison: {
            destinataire: 'Anna Berg',
            rue: 'Quai 1',
            code_postal: '75001',
            ville: 'Paris',
            pays: 'FR',
          },
          lignes: [{ référence_produit: '7', désignation: 'Chaise', quantité: 1, prix_unitaire: 12.3 }],
        },
      },
      {
        number: "$['numéro_commande']",
        customerEmail: '$.email_client',
        'amount.decimal': '$.montant_ttc',
        'shippingAddress.postcode': '$.adresse_livraison.code_postal',
        'lines.fields.name': "$['désignation']",
      },
    ],
    Spanish: [
      {
        numeroPedido: '10042',
        correoCliente: 'anna@example.com',
        fechaPedido: '2026-11-03T10:00:00Z',
        estadoPedido: 'PENDIENTE',
        importeTotal: 12.3,
        moneda: 'EUR',
        direccionEnvio: {
          destinatario: 'Anna Berg',
          calle: 'Mayor 1',
          codigoPostal: '28001',
          ciudad: 'Madrid',
          pais: 'ES',
        },
        lineas: [{ codigoArticulo: '7', descripcion: 'Silla', cantidad: 1, precioUnitario: 12.3 }],
      },
      {
        number: '$.numeroPedido',
        customerEmail: '$.correoCliente',
        'amount.decimal': '$.importeTotal',
        'shippingAddress.city': '$.direccionEnvio.ciudad',
        'lines.fields.quantity': '$.cantidad',
      },
    ],
    Dutch: [
      {
        bestelnummer: '10042',
        klantEmail: 'anna@example.com',
        besteldatum: '2026-11-03T10:00:00Z',
        orderstatus: 'OPEN',
        totaalbedrag: 12.3,
        valuta: 'EUR',
        afleveradres: {
          naam: 'Anna Berg',
          straat: 'Kade',
          huisnummer: '1',
          postcode: '1011',
          plaats: 'Amsterdam',
          landcode: 'NL',
        },
        orderregels: [{ artikelnummer: '7', omschrijving: 'Stoel', aantal: 1, stuksprijs: 12.3 }],
        zendingen: [{ vervoerder: 'PostNL', barcode: '3S1' }],
      },
      {
        number: '$.bestelnummer',
        'amount.decimal': '$.totaalbedrag',
        'shippingAddress.city': '$.afleveradres.plaats',
        'shipments.fields.trackingNumber': '$.barcode',
        'lines.fields.sku': '$.artikelnummer',
      },
    ],
    Italian: [
      {
        ordine: {
          numero_ordine: '10042',
          email_cliente: 'anna@example.com',
          data_ordine: '2026-11-03T10:00:00Z',
          stato_ordine: 'APERTO',
          totale_ordine: 12.3,
          valuta: 'EUR',
          indirizzo_spedizione: {
            nominativo: 'Anna Berg',
            via: 'Via Po 1',
            cap: '10121',
            città: 'Torino',
            nazione: 'IT',
          },
          righe: [{ codice_articolo: '7', descrizione: 'Sedia', quantità: 1, prezzo_unitario: 12.3 }],
        },
      },
      {
        number: '$.numero_ordine',
        'amount.decimal': '$.totale_ordine',
        'shippingAddress.postcode': '$.indirizzo_spedizione.cap',
        'lines.fields.quantity': "$['quantità']",
      },
    ],
    Polish: [
      {
        numerZamówienia: '10042',
        emailKlienta: 'anna@example.com',
        dataZamówienia: '2026-11-03T10:00:00Z',
        statusZamówienia: 'NOWE',
        kwotaBrutto: 12.3,
        waluta: 'PLN',
        adresDostawy: {
          odbiorca: 'Anna Berg',
          ulica: 'Prosta 1',
          kodPocztowy: '00-001',
          miasto: 'Warszawa',
          kraj: 'PL',
        },
        pozycje: [{ kodProduktu: '7', nazwaProduktu: 'Krzesło', ilość: 1, cenaBrutto: 12.3 }],
      },
      {
        number: "$['numerZamówienia']",
        'amount.decimal': '$.kwotaBrutto',
        'shippingAddress.street': '$.adresDostawy.ulica',
        'lines.fields.quantity': "$['ilość']",
      },
    ],
    SAP: [
      {
        VBELN: '0000010042',
        KUNNR: '7',
        SMTP_ADDR: 'anna@example.com',
        AUDAT: '20261103',
        GBSTK: 'A',
        NETWR: '12.30',
        WAERK: 'EUR',
        VBAP: [{ POSNR: '000010', MATNR: '7', ARKTX: 'Chair', KWMENG: '1.000', NETPR: '12.30' }],
      },
      {
        number: '$.VBELN',
        customerRef: '$.KUNNR',
        customerEmail: '$.SMTP_ADDR',
        'createdAt.format': 'yyyyMMdd',
        'amount.decimal': '$.NETWR',
        'lines.fields.name': '$.ARKTX',
      },
    ],
    Odoo: [
      {
        id: 7,
        name: 'S00042',
        partner_email: 'anna@example.com',
        date_order: '2026-11-03T10:00:00Z',
        state: 'sale',
        amount_total: 12.3,
        currency: 'EUR',
        order_line: [{ id: 1, default_code: '7', name: 'Chair', product_uom_qty: 1, price_unit: 12.3 }],
      },
      {
        number: '$.name',
        ref: '$.id',
        'amount.decimal': '$.amount_total',
        'lines.fields.quantity': '$.product_uom_qty',
      },
    ],
  };

describe('an order called in', () => {
  test.each(Object.entries(orders))(
    '%s is found by its names, and passes the check',
    async (_name, [answer, fields]) => {
      const draft = ofAnswer('order.json', JSON.stringify(answer));
      const drawn = operationOf(draft, 'orders.get')['fields'] as object;
      expect(Object.fromEntries(Object.keys(fields).map((path) => [path, at(drawn, path)]))).toEqual(fields);
      expect(await issuesIn(draft)).toEqual([]);
    },
  );
});

test('nothing that an answer says of a person comes into the draft, but for the words of its status', () => {
  const { yaml } = ofAnswer('order.json', JSON.stringify(orders['German']![0]));
  for (const text of ['anna@', 'Berg', 'Am Deich', '25541', '10042', 'K7']) expect(yaml).not.toContain(text);
  expect(yaml).toContain('OFFEN: open');
});

test('XML is read as a connection will read it: attributes, and a list with one element', async () => {
  const xml =
    '<Order Id="o1" xmlns="urn:x"><OrderNo>42</OrderNo><Mail>a@b.example</Mail><State>NEW</State>' +
    '<Lines><Line><Sku>7</Sku><Text>Chair</Text><Qty>1</Qty></Line></Lines></Order>';
  const draft = ofAnswer('order.xml', xml);
  expect(operationOf(draft, 'orders.get')).toMatchObject({
    answer: { format: 'xml' },
    at: '$.Order',
    fields: {
      ref: "$['@Id']",
      number: '$.OrderNo',
      lines: { each: '$.Lines.Line[*]', fields: { sku: '$.Sku' } },
    },
  });
  expect(await issuesIn(draft)).toEqual([]);
});

test('SOAP begins in its body', () => {
  const soap =
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><GetOrderResponse><Order>' +
    '<OrderNo>42</OrderNo><Mail>a@b.example</Mail></Order></GetOrderResponse></e:Body></e:Envelope>';
  expect(operationOf(ofAnswer('order.xml', soap), 'orders.get')).toMatchObject({
    answer: { format: 'soap' },
    at: '$.GetOrderResponse.Order',
  });
});

test('a recording is read by its last answer', () => {
  const exchange = (body: object) => ({ request: {}, answer: { status: 200, headers: {}, body } });
  const exchanges = [exchange({ token: 't' }), exchange({ orderNo: '42', email: 'a@b.example' })];
  const recording = JSON.stringify({ format: 2, exchanges, outcome: { is: 'done', code: 'found' } });
  expect(at(operationOf(ofAnswer('r.json', recording), 'orders.get'), 'fields.number')).toBe('$.orderNo');
});

test('where nothing is known, what the answer has is said', () => {
  const { yaml } = ofAnswer('order.json', '{"zz1": "a", "inner": {"zz2": 2}}');
  expect(yaml).toContain('# Not mapped: $.zz1 $.inner.zz2');
});

test('what is no answer is told', () => {
  for (const text of ['{', 'hello', '<a>', '<!DOCTYPE a><a/>'])
    expect(() => ofAnswer('x.json', text)).toThrow(/neither JSON nor XML|not readable XML/);
});
