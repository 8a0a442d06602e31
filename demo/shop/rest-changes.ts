/** Changes of orders in the words of the shop's REST API. */
import { z } from 'zod';
import { type Change, judgeChange, type LineChange } from './changes.js';
import { type ApiRequest, json, keyOf, parseJson } from './api.js';
import { type Order, refundReasons } from './order.js';
import { variantsOf, isSoldOut } from './products.js';
import { type LedgerRow, replacementNumber } from './ledger.js';
import { told, unusable, withOrder, type Route } from './rest-route.js';

const AddressBody = z
  .object({ name: z.string(), strasse: z.string(), plz: z.string(), ort: z.string(), land: z.string() })
  .transform(({ name, strasse, plz, ort, land }): Change => ({
    kind: 'adresse',
    address: { name, street: strasse, postcode: plz, city: ort, country: land },
  }));

const Lines = z
  .array(
    z
      .object({ id: z.string(), menge: z.number().int().nonnegative(), artikel: z.string().optional() })
      .transform(({ id, menge, artikel }): LineChange => ({
        id,
        quantity: menge,
        ...(artikel === undefined ? {} : { sku: artikel }),
      })),
  )
  .min(1);

const LinesBody = z
  .object({ positionen: Lines })
  .transform(({ positionen }): Change => ({ kind: 'positionen', lines: positionen }));

const ReplacementBody = z
  .object({ positionen: Lines, grund: z.enum(refundReasons) })
  .transform(({ positionen, grund }): Change => ({ kind: 'ersatz', lines: positionen, reason: grund }));

const NoteBody = z
  .object({ text: z.string().min(1).max(4000) })
  .transform(({ text }): Change => ({ kind: 'notiz', text }));

/** A route that changes an order; `done` is what it answers besides the id of the booking. */
const changing = (
  name: string,
  body: z.ZodType<Change>,
  wanted: string,
  done: (row: LedgerRow) => object,
): Route => ({
  method: 'POST',
  path: new RegExp(`^/v2/auftraege/([^/]+)/${name}$`),
  answer: (service, request, id) =>
    withOrder(service.byId(id), (order) => {
      const change = body.safeParse(parseJson(request.body)).data;
      if (change === undefined) return unusable(wanted);
      return told(service.change(order, change, keyOf(request)), (row) => ({
        vorgang_id: row.id,
        status: 'GEBUCHT',
        ...done(row),
      }));
    }),
});

function variants(order: Order, { query }: ApiRequest) {
  const line = order.lines.find(({ id }) => id === query.get('position'));
  const found = line === undefined ? [] : variantsOf(line.sku);
  return json(200, {
    varianten: found.map(({ sku, name, form, cents }) => ({
      artikel: sku,
      bezeichnung: name,
      ausfuehrung: form,
      preis_cent: cents,
      lieferbar: !isSoldOut(sku),
    })),
  });
}

function quoteReplacement(order: Order, { body }: ApiRequest) {
  const change = ReplacementBody.safeParse(parseJson(body)).data;
  if (change === undefined) return unusable('positionen oder grund');
  const worth = judgeChange(order, change);
  const said = typeof worth === 'number' ? { ersetzbar: 'JA', wert_cent: worth } : { ersetzbar: worth };
  return json(200, { ...said, erstattet_cent: order.refundedCents, waehrung: 'EUR' });
}

/** Address, lines, variants, replacement and note. */
export const changeRoutes: readonly Route[] = [
  changing('adresse', AddressBody, 'name, strasse, plz, ort oder land', () => ({})),
  changing('positionen', LinesBody, 'positionen', () => ({})),
  changing('ersatz', ReplacementBody, 'positionen oder grund', (row) => ({
    ersatz_nummer: replacementNumber(row),
    wert_cent: row.cents,
    waehrung: 'EUR',
  })),
  changing('notizen', NoteBody, 'text', () => ({})),
  {
    method: 'GET',
    path: /^\/v2\/auftraege\/([^/]+)\/varianten$/,
    answer: (service, request, id) => withOrder(service.byId(id), (order) => variants(order, request)),
  },
  {
    method: 'POST',
    path: /^\/v2\/auftraege\/([^/]+)\/ersatz\/pruefung$/,
    answer: (service, request, id) =>
      withOrder(service.byId(id), (order) => quoteReplacement(order, request)),
  },
];
