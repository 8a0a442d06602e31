/** The carrier's tracking API, in its own shape. */
import { isoDate } from '../shop/dates.js';
import { type Face, json } from '../shop/face.js';
import type { Parcel } from '../shop/order.js';
import { same } from '../shop/token-endpoint.js';

const mostCodes = 20;

const told = ({ code, state, dueAt, scans }: Parcel) => ({
  code,
  lage: state,
  soll_termin: isoDate(dueAt),
  ereignisse: scans.map(({ at, city, text }) => ({ zeit: isoDate(at), stadt: city, text })),
});

/** `GET /api/track?codes=BL…,BL…`; an unknown code is an entry of its own, not an error. */
export const carrierFace =
  (parcels: ReadonlyMap<string, Parcel>, apiKey: string): Face =>
  ({ method, path, query, headers }) => {
    if (path !== '/api/track') return undefined;
    if (method !== 'GET') return json(405, { fehler: 'METHODE_NICHT_ERLAUBT' }, { allow: 'GET' });
    if (!same(String(headers['x-api-key'] ?? ''), apiKey))
      return json(401, { fehler: 'SCHLUESSEL_UNGUELTIG' });
    const codes = (query.get('codes') ?? '').split(',').filter((code) => code !== '');
    if (codes.length === 0) return json(400, { fehler: 'CODES_FEHLEN' });
    if (codes.length > mostCodes) return json(400, { fehler: 'ZU_VIELE_CODES' });
    const ergebnisse = codes.map((code) => {
      const parcel = parcels.get(code);
      return parcel === undefined ? { code, fehler: 'UNBEKANNT' } : told(parcel);
    });
    return json(200, { ergebnisse });
  };
