/** What the book is filled with: all of it invented. */

/** The shop's customers, as its clerks typed them. */
export const customers = [
  {
    kundenNr: 'K-00012',
    anrede: 'Frau',
    name: 'Jördis Müller-Großmann',
    firma: '',
    eMail: 'Joerdis.Mueller@Example.ORG',
    strasse: 'Königsstraße 7a',
    plz: '01067',
    ort: 'Dresden',
    land: 'D',
  },
  {
    kundenNr: 'K-00047',
    anrede: 'Herr',
    name: 'Özgür Çelik',
    firma: 'Çelik & Söhne GmbH',
    eMail: 'einkauf@celik-soehne.example',
    strasse: 'Straße des 17. Juni 135',
    plz: '10623',
    ort: 'Berlin',
    land: 'D',
  },
  {
    kundenNr: 'K-00101',
    anrede: 'Herr',
    name: "Seán O'Brien",
    firma: '',
    eMail: "sean.o'brien@example.com",
    strasse: 'Am Hang 3 <Hinterhaus>',
    plz: '50667',
    ort: 'Köln',
    land: 'D',
  },
  {
    kundenNr: 'K-00230',
    anrede: 'Frau',
    name: 'Åsa Lindström',
    firma: '',
    eMail: 'asa+bestellung@example.net',
    strasse: 'Västra Hamngatan 5',
    plz: '411 17',
    ort: 'Göteborg',
    land: 'S',
  },
  {
    kundenNr: 'K-00231',
    anrede: '',
    name: 'Test Test',
    firma: 'NICHT BELIEFERN !!!',
    eMail: 'null@example.com',
    strasse: '-',
    plz: '00000',
    ort: '-',
    land: 'D',
  },
  {
    kundenNr: 'K-00388',
    anrede: 'Herr',
    name: 'Jürgen Weiß',
    firma: '',
    eMail: 'j.weiss@example.org',
    strasse: 'Zum Grünen Tal 12',
    plz: '79098',
    ort: 'Freiburg i. Br.',
    land: 'D',
  },
  {
    kundenNr: 'K-00402',
    anrede: 'Frau',
    name: 'Bärbel Übelacker',
    firma: 'Gasthof „Zum Bären“',
    eMail: 'WIRTIN@GASTHOF-BAEREN.EXAMPLE',
    strasse: 'Marktplatz 1',
    plz: '4020',
    ort: 'Linz',
    land: 'A',
  },
  {
    kundenNr: 'K-00999',
    anrede: 'Frau',
    name: 'Zoë Lefèvre',
    firma: '',
    eMail: 'zoe.lefevre@example.com',
    strasse: '3, rue de l’Église',
    plz: '67000',
    ort: 'Straßburg',
    land: 'F',
  },
] as const;

/** Articles by their numbers; prices in cents. */
export const articles = [
  { artikelNr: '00471-GR', bezeichnung: 'Gießkanne, grün, 10 l', einheit: 'ST', preisCent: 1_295 },
  { artikelNr: '00471-RT', bezeichnung: 'Gießkanne, rot, 10 l', einheit: 'ST', preisCent: 1_295 },
  { artikelNr: '00088', bezeichnung: 'Dübel & Schrauben "Profi" 6 mm', einheit: 'PCK', preisCent: 499 },
  { artikelNr: '10020', bezeichnung: 'Werkbank Größe L', einheit: 'ST', preisCent: 34_900 },
  { artikelNr: '07E10', bezeichnung: 'Spülbürste', einheit: 'ST', preisCent: 249 },
  { artikelNr: '00003', bezeichnung: 'Blumenerde torffrei 40 l', einheit: 'SCK', preisCent: 1_099 },
  { artikelNr: '55501', bezeichnung: 'Gartenstuhl <klappbar>', einheit: 'ST', preisCent: 5_999 },
  { artikelNr: '60100', bezeichnung: 'Kräuterset (3 Töpfe)', einheit: 'SET', preisCent: 1_450 },
] as const;

/** Parcel services with the first digits of their numbers. */
export const carriers = [
  { dienst: 'DHL', prefix: '003404341610' },
  { dienst: 'DPD', prefix: '0150500' },
  { dienst: 'SPEDITION', prefix: '00' },
] as const;

/** Notes on an order. */
export const notes = [
  '',
  '',
  '',
  'Bitte beim Nachbarn (Öhler) abgeben',
  'Geschenk! Keine Rechnung beilegen',
  'Lieferung nur Mo–Fr, Tor 2 >> Rampe',
] as const;
