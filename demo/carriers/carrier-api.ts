/** The carrier's API, in its own shape: tracking, return labels, searches and proofs of delivery. */
import { z } from 'zod';
import { isoDate } from '../shop/dates.js';
import { type Answer, type Api, type ApiRequest, json, keyOf, parseJson } from '../shop/api.js';
import type { Parcel } from '../shop/order.js';
import { same } from '../shop/token-endpoint.js';
import { type CarrierBook, type CarrierRow, type CarrierRefusal, searchReasons } from './carrier-book.js';
import { labelOf, pdfOf } from './labels.js';

const mostCodes = 20;

const told = ({ code, state, dueAt, scans }: Parcel) => ({
  code,
  lage: state,
  soll_termin: isoDate(dueAt),
  ereignisse: scans.map(({ at, city, text }) => ({ zeit: isoDate(at), stadt: city, text })),
});

const invalid = (): Answer => json(400, { fehler: 'EINGABE_UNGUELTIG' });

const refused = (code: CarrierRefusal): Answer =>
  json(code === 'SCHLUESSEL_ANDERS' ? 422 : 409, { fehler: code });

function track(book: CarrierBook, { query }: ApiRequest): Answer {
  const codes = (query.get('codes') ?? '').split(',').filter((code) => code !== '');
  if (codes.length === 0) return json(400, { fehler: 'CODES_FEHLEN' });
  if (codes.length > mostCodes) return json(400, { fehler: 'ZU_VIELE_CODES' });
  const ergebnisse = codes.map((code) => {
    const parcel = book.parcel(code);
    return parcel === undefined ? { code, fehler: 'UNBEKANNT' } : told(parcel);
  });
  return json(200, { ergebnisse });
}

const LabelBody = z.object({ referenz: z.string().min(1).max(60), form: z.enum(['PDF', 'QR']) });

function label(book: CarrierBook, request: ApiRequest): Answer {
  const body = LabelBody.safeParse(parseJson(request.body)).data;
  if (body === undefined) return invalid();
  const row = book.label(body.referenz, body.form, keyOf(request));
  if (typeof row === 'string') return refused(row);
  const { code, form = 'PDF', reference = '' } = row;
  return json(201, {
    code,
    etikett: { format: form, inhalt: labelOf(form, code, reference) },
    hinweis: 'Any Blitz parcel shop takes it.',
  });
}

const SearchBody = z.object({ code: z.string(), grund: z.enum(searchReasons) });

const toldSearch = (book: CarrierBook, row: CarrierRow) => {
  const { dueAt, cents } = book.answerOf(row);
  return {
    id: row.id,
    code: row.code,
    stand: row.state,
    eroeffnet: isoDate(row.at),
    antwort_bis: isoDate(dueAt),
    entschaedigung_cent: cents,
    waehrung: 'EUR',
  };
};

function open(book: CarrierBook, request: ApiRequest): Answer {
  const body = SearchBody.safeParse(parseJson(request.body)).data;
  if (body === undefined) return invalid();
  const row = book.open(body.code, body.grund, keyOf(request));
  return typeof row === 'string' ? refused(row) : json(201, toldSearch(book, row));
}

function search(book: CarrierBook, id: string): Answer {
  const row = book.search(id);
  return row === undefined ? json(404, { fehler: 'UNBEKANNT' }) : json(200, toldSearch(book, row));
}

function proof(book: CarrierBook, code: string): Answer {
  const parcel = book.parcel(code);
  if (parcel?.deliveredAt === undefined) return json(404, { fehler: 'UNBEKANNT' });
  const at = isoDate(parcel.deliveredAt);
  return json(200, {
    code,
    zugestellt: at,
    // What was left at a door has been signed by nobody.
    unterschrift: parcel.scans.at(-1)?.text.includes('recipient') === true ? 'Recipient' : undefined,
    beleg: pdfOf(['BLITZ ZUSTELLNACHWEIS', code, at]).toString('base64'),
  });
}

type Route = readonly [
  asked: RegExp,
  answer: (book: CarrierBook, request: ApiRequest, name: string) => Answer,
];

const routes: readonly Route[] = [
  [/^GET \/api\/track$/, track],
  [/^POST \/api\/retourenetiketten$/, label],
  [/^POST \/api\/nachforschungen$/, open],
  [/^GET \/api\/nachforschungen\/([^/]+)$/, (book, _, id) => search(book, id)],
  [/^GET \/api\/zustellnachweise\/([^/]+)$/, (book, _, code) => proof(book, code)],
];

const methods = ['GET', 'POST'];

/** Answers everything under `/api/`; an unknown code is an entry of its own in the tracking, not an error. */
export const carrierApi =
  (book: CarrierBook, apiKey: string): Api =>
  (request) => {
    const { method, path, headers } = request;
    const known = (as: string) => routes.find(([asked]) => asked.test(`${as} ${path}`));
    const allowed = methods.filter((each) => known(each) !== undefined);
    if (allowed.length === 0) return undefined;
    const route = known(method);
    if (route === undefined)
      return json(405, { fehler: 'METHODE_NICHT_ERLAUBT' }, { allow: allowed.join(', ') });
    if (!same(String(headers['x-api-key'] ?? ''), apiKey))
      return json(401, { fehler: 'SCHLUESSEL_UNGUELTIG' });
    const [asked, answer] = route;
    return answer(book, request, asked.exec(`${method} ${path}`)?.[1] ?? '');
  };
