/**
 * A little shop in the names of Shopify's Admin API, in this process: what notes, returns, edits, drafts and
 * subscription contracts do, by document name. It judges nothing: that is the schema's part.
 */
import { plainText } from '../../../src/connectors/declarative/json-value.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { type Contract, contractAnswers, newContract } from './little-contract.js';

/** A line of the one order; the numbers are those of its id. */
interface Line {
  number: number;
  variant: number;
  quantity: number;
}

/** What the shop holds; tests read and change it. */
export interface ShopState {
  lines: Line[];
  note: string | null;
  marks: string[];
  returns: { id: string; status: string; notes: string[]; fee: Json; pieces: number }[];
  drafts: { tags: string[]; lines: Json; address: Json; discount: Json }[];
  replacements: { name: string; tags: string[] }[];
  contract: Contract;
  /** How many edits were committed. */
  commits: number;
  soldOut: number[];
}

/** A request as it came. */
export interface Sent {
  name: string;
  query: string;
  variables: JsonObject;
}

export const orderId = 'gid://shopify/Order/1';
const id = (type: string, number: number): string => `gid://shopify/${type}/${number}`;
const numberIn = (gid: Json | undefined): number => Number(/\d+$/.exec(plainText(gid ?? ''))?.[0]);
const page = (nodes: Json[]): JsonObject => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
const money = (amount: string): JsonObject => ({ presentmentMoney: { amount, currencyCode: 'EUR' } });
const no = (message: string, code = 'INVALID'): Json[] => [{ code, field: null, message }];

/** The variants of the one product, which costs 20 euros. */
const variants = [
  { id: id('ProductVariant', 41), sku: 'BOOT-41', title: '41', price: '20.00' },
  { id: id('ProductVariant', 42), sku: 'BOOT-42', title: '42', price: '20.00' },
];

const newState = (): ShopState => ({
  lines: [
    { number: 1, variant: 42, quantity: 2 },
    { number: 2, variant: 41, quantity: 1 },
  ],
  ...{ note: null, marks: [], returns: [], drafts: [], replacements: [], commits: 0, soldOut: [] },
  contract: newContract(),
});

/** Answers by the name of the document. */
type Answers = Readonly<Record<string, (variables: JsonObject) => Json>>;

/** Orders: their note, their lines by a session, what a line can be. */
function orderAnswers(state: ShopState): Answers {
  const edits = new Map<string, { lines: Line[]; staged: number }>();
  const edited = (gid: Json | undefined, change: (lines: Line[]) => string | undefined): Json => {
    const edit = edits.get(plainText(gid ?? ''));
    const problem = edit ? change(edit.lines) : 'The edit does not exist';
    if (edit && problem === undefined) edit.staged += 1;
    return problem === undefined
      ? { calculatedOrder: { id: plainText(gid ?? '') }, userErrors: [] }
      : { calculatedOrder: null, userErrors: no(problem) };
  };
  const stock = ({ id: gid, sku, title, price }: (typeof variants)[number]): JsonObject => ({
    ...{ id: gid, sku, title, price, availableForSale: !state.soldOut.includes(numberIn(gid)) },
  });
  return {
    OrderState: () => ({
      order: { id: orderId, cancelledAt: null, cancellation: null, displayFulfillmentStatus: 'UNFULFILLED' },
    }),
    OrderNote: ({ key }) => ({
      order: {
        id: orderId,
        note: state.note,
        metafield: state.marks.includes(plainText(key ?? '')) ? { value: 'noted' } : null,
      },
    }),
    OrderUpdate: ({ input }) => {
      const { note, metafields } = input as { note: string; metafields: { key: string }[] };
      if (note.length > 5000) return { orderUpdate: { order: null, userErrors: no('Note is too long') } };
      state.note = note;
      state.marks.push(...metafields.map(({ key }) => key));
      return { orderUpdate: { order: { id: orderId }, userErrors: [] } };
    },
    Variants: () => ({
      node: { id: id('LineItem', 1), product: { title: 'Boots', variants: page(variants.map(stock)) } },
      shop: { currencyCode: 'EUR' },
    }),
    Line: ({ line }) => {
      const found = state.lines.find(({ number }) => number === numberIn(line));
      return { node: found ? { id: line ?? null, currentQuantity: found.quantity } : null };
    },
    EditBegin: () => {
      const edit = id('CalculatedOrder', edits.size + 1);
      edits.set(edit, { lines: structuredClone(state.lines), staged: 0 });
      return { orderEditBegin: { calculatedOrder: { id: edit }, userErrors: [] } };
    },
    EditQuantity: ({ edit, line, quantity }) => ({
      orderEditSetQuantity: edited(edit, (lines) => {
        const found = lines.find(({ number }) => number === numberIn(line));
        if (!found || !plainText(line ?? '').includes('/CalculatedLineItem/'))
          return 'The line item does not exist';
        found.quantity = Number(quantity);
        return undefined;
      }),
    }),
    EditVariant: ({ edit, variant, quantity }) => ({
      orderEditAddVariant: edited(edit, (lines) => {
        if (state.soldOut.includes(numberIn(variant))) return 'The variant is out of stock';
        lines.push({ number: lines.length + 1, variant: numberIn(variant), quantity: Number(quantity) });
        return undefined;
      }),
    }),
    EditCommit: ({ edit }) => {
      const { lines, staged } = edits.get(plainText(edit ?? '')) ?? { lines: [], staged: 0 };
      if (staged === 0)
        return { orderEditCommit: { order: null, userErrors: no('There is nothing to commit') } };
      state.lines = lines;
      state.commits += 1;
      return { orderEditCommit: { order: { id: orderId }, userErrors: [] } };
    },
  };
}

/** Replacements by drafts. */
function draftAnswers(state: ShopState): Answers {
  return {
    ReplacementLines: ({ line }) => {
      const found = state.lines.find(({ number }) => number === numberIn(line));
      const product = { variants: { nodes: variants.map(({ id: gid, sku }) => ({ id: gid, sku })) } };
      const variant = found ? { id: id('ProductVariant', found.variant) } : null;
      return { node: { id: line ?? null, variant, product } };
    },
    ReplacementWorth: ({ input }) => {
      const { lineItems } = input as { lineItems: { quantity: number }[] };
      const worth = lineItems.reduce((sum, { quantity }) => sum + 20 * quantity, 0);
      const calculatedDraftOrder = { totalPriceSet: money(worth.toFixed(2)) };
      return { draftOrderCalculate: { calculatedDraftOrder, userErrors: [] } };
    },
    ReplacementStock: ({ order, variants: asked }) => ({
      order: { id: order ?? null },
      nodes: (asked as string[]).map((gid) => ({
        id: gid,
        availableForSale: !state.soldOut.includes(numberIn(gid)),
      })),
    }),
    ReplacementDraft: ({ input }) => {
      const { tags, lineItems, shippingAddress, appliedDiscount } = input as JsonObject;
      state.drafts.push({
        ...{ tags: tags as string[], lines: lineItems ?? null },
        ...{ address: shippingAddress ?? null, discount: appliedDiscount ?? null },
      });
      return {
        draftOrderCreate: { draftOrder: { id: id('DraftOrder', state.drafts.length) }, userErrors: [] },
      };
    },
    ReplacementComplete: ({ draft }) => {
      const order = {
        name: `#${2000 + numberIn(draft)}`,
        tags: state.drafts[numberIn(draft) - 1]?.tags ?? [],
      };
      state.replacements.push(order);
      const made = { id: id('Order', 2000 + numberIn(draft)), name: order.name };
      return { draftOrderComplete: { draftOrder: { id: draft ?? null, order: made }, userErrors: [] } };
    },
    ReplacementMade: ({ query }) => ({
      orders: {
        nodes: state.replacements
          .filter(({ tags }) => tags.some((tag) => query === `tag:${tag}`))
          .map(({ name, tags }) => ({ id: id('Order', numberIn(name)), name, tags })),
      },
    }),
  };
}

/** Returns of one piece that left in one parcel. */
function returnAnswers(state: ShopState): Answers {
  const pieces = (): number =>
    state.returns.reduce((left, one) => left - (one.status === 'OPEN' ? one.pieces : 0), 2);
  const stateOf = (gid: Json | undefined) => state.returns.find((one) => one.id === gid);
  return {
    ReturnCreate: ({ input }) => {
      const { returnLineItems, returnShippingFee } = input as {
        returnLineItems: { quantity: number; returnReasonNote: string }[];
        returnShippingFee?: Json;
      };
      const asked = returnLineItems.reduce((sum, { quantity }) => sum + quantity, 0);
      if (asked > pieces()) return { returnCreate: { return: null, userErrors: no('Quantity is too high') } };
      const one = { id: id('Return', state.returns.length + 1), status: 'OPEN', pieces: asked };
      const notes = returnLineItems.map(({ returnReasonNote }) => returnReasonNote);
      state.returns.push({ ...one, notes, fee: returnShippingFee ?? null });
      const name = `#1-R${state.returns.length}`;
      const made = { id: one.id, name, status: 'OPEN', createdAt: '2026-11-02T10:00:00Z' };
      return { returnCreate: { return: made, userErrors: [] } };
    },
    ReturnNotes: () => ({
      order: {
        id: orderId,
        returns: {
          nodes: state.returns.map(({ notes }) => ({
            returnLineItems: { nodes: notes.slice(0, 1).map((returnReasonNote) => ({ returnReasonNote })) },
          })),
        },
      },
    }),
    ReturnState: ({ return: gid }) => {
      const found = stateOf(gid);
      return { return: found ? { id: found.id, status: found.status } : null };
    },
    ReturnCancel: ({ return: gid }) => {
      const found = stateOf(gid);
      if (found?.status !== 'OPEN')
        return { returnCancel: { return: null, userErrors: no('Return is not open', 'INVALID_STATE') } };
      found.status = 'CANCELED';
      return { returnCancel: { return: { id: found.id, status: found.status }, userErrors: [] } };
    },
  };
}

/** A running shop. */
export interface LittleShop extends AsyncDisposable {
  url: string;
  state: ShopState;
  sent: Sent[];
  /** Names of documents whose next answer is lost after the shop has acted. */
  lost: string[];
}

/** Starts one on a free port. */
export async function startLittleShop(): Promise<LittleShop> {
  const state = newState();
  const answers = {
    ...orderAnswers(state),
    ...draftAnswers(state),
    ...returnAnswers(state),
    ...contractAnswers(state.contract),
  };
  const [sent, lost]: [Sent[], string[]] = [[], []];
  const server = await serve(({ body }, response) => {
    const { query, variables } = JSON.parse(body) as { query: string; variables: JsonObject };
    const [, name = ''] = /(?:query|mutation) (\w+)/.exec(query) ?? [];
    sent.push({ name, query, variables });
    const data = answers[name]?.(variables);
    const cut = lost.indexOf(name);
    if (cut >= 0) {
      lost.splice(cut, 1);
      response.destroy();
    } else if (data === undefined) answerJson(response, 200, { errors: [{ message: `No ${name} here` }] });
    else answerJson(response, 200, { data });
  });
  return { url: server.url, state, sent, lost, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}
