/** What the shop lets be changed about an order, and what the order is afterwards. */
import { z } from 'zod';
import { type Line, type Order, refundReasons } from './order.js';
import { isSoldOut, priceOfSku, variantName } from './products.js';

const LineChange = z.object({
  /** The line. */
  id: z.string(),
  /** Pieces; 0 takes the line off. */
  quantity: z.number().int().nonnegative(),
  /** Another variant that it shall be. */
  sku: z.string().optional(),
});

const DeliveryAddress = z.object({
  name: z.string(),
  street: z.string(),
  postcode: z.string(),
  city: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
});

/** A change as it is asked for, and as the ledger keeps it. */
export const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('adresse'), address: DeliveryAddress }),
  z.object({ kind: z.literal('positionen'), lines: z.array(LineChange) }),
  z.object({
    kind: z.literal('ersatz'),
    lines: z.array(LineChange),
    reason: z.enum(refundReasons).optional(),
  }),
  z.object({ kind: z.literal('notiz'), text: z.string() }),
]);

/** A change of an order, or a replacement or note for it. */
export type Change = z.infer<typeof Change>;

/** Some pieces of a line, perhaps as another variant. */
export type LineChange = z.infer<typeof LineChange>;

/** The shop's codes for what it does not change. */
export const changeRefusals = {
  SCHON_VERSANDT: 'Der Auftrag ist bereits versandt.',
  SCHON_STORNIERT: 'Der Auftrag ist bereits storniert.',
  SCHON_GEPACKT: 'Der Auftrag ist bereits gepackt.',
  ADRESSE_UNGUELTIG: 'Die Anschrift ist nicht vollständig.',
  ANDERES_LAND: 'In ein anderes Land wird nicht umgeleitet.',
  NICHTS_UEBRIG: 'Es bliebe nichts übrig. Bitte stornieren.',
  AUSVERKAUFT: 'Der Artikel ist nicht mehr da.',
  NICHT_ERSETZBAR: 'Dafür gibt es keinen Ersatz.',
} as const;

/** Why something is not changed. */
export type ChangeRefusal = keyof typeof changeRefusals;

/** What a change is worth in cents, or why it is refused; an order's own lines are named by their ids. */
export function judgeChange(order: Order, change: Change): number | ChangeRefusal {
  switch (change.kind) {
    case 'notiz':
      return 0;
    case 'adresse':
      return tooLate(order) ?? wrongAddress(order, change.address) ?? 0;
    case 'positionen':
      return tooLate(order) ?? wrongLines(order, change.lines) ?? 0;
    case 'ersatz':
      return isOnItsWay(order) && change.reason === 'NICHT_ERHALTEN'
        ? 'NICHT_ERSETZBAR'
        : worthOf(order, change.lines);
  }
}

function tooLate({ status }: Order): ChangeRefusal | undefined {
  if (status === 'NEU') return undefined;
  if (status === 'GEPACKT') return 'SCHON_GEPACKT';
  return status === 'STORNIERT' ? 'SCHON_STORNIERT' : 'SCHON_VERSANDT';
}

function wrongAddress(
  { customer }: Order,
  { name, street, postcode, city, country }: z.infer<typeof DeliveryAddress>,
): ChangeRefusal | undefined {
  if (country !== customer.address.country) return 'ANDERES_LAND';
  const isWhole = [name, street, city].every((part) => part.trim() !== '') && /^\d{5}$/.test(postcode);
  return isWhole ? undefined : 'ADRESSE_UNGUELTIG';
}

function wrongLines(order: Order, changes: readonly LineChange[]): ChangeRefusal | undefined {
  const missing = changes.some(({ id, quantity, sku }) => {
    const line = order.lines.find((each) => each.id === id);
    const isMore =
      line !== undefined && (quantity > line.quantity || (sku !== undefined && sku !== line.sku));
    return line === undefined || (isMore && isSoldOut(sku ?? line.sku));
  });
  if (missing) return 'AUSVERKAUFT';
  return changedLines(order, changes).length === 0 ? 'NICHTS_UEBRIG' : undefined;
}

/** What may yet arrive is not sent once more for being missing. */
const isOnItsWay = ({ status }: Order): boolean => status === 'VERSANDT' || status === 'TEILVERSAND';

/** What is sent once more must have left, be there, and not be more than was paid for. */
function worthOf(order: Order, changes: readonly LineChange[]): number | ChangeRefusal {
  const { status, lines, totalCents, refundedCents, replacedCents = 0 } = order;
  if (status === 'NEU' || status === 'GEPACKT' || status === 'STORNIERT') return 'NICHT_ERSETZBAR';
  const chosen = changes.map(({ id, quantity, sku }) => {
    const line = lines.find((each) => each.id === id);
    const pieces = changes.reduce((sum, each) => sum + (each.id === id ? each.quantity : 0), 0);
    const isWhole = line !== undefined && quantity > 0 && pieces <= line.quantity;
    return isWhole ? { cents: line.cents * quantity, sku: sku ?? line.sku } : undefined;
  });
  const worth = chosen.reduce((sum, line) => sum + (line?.cents ?? 0), 0);
  if (chosen.includes(undefined) || worth === 0) return 'NICHT_ERSETZBAR';
  if (chosen.some((line) => line !== undefined && isSoldOut(line.sku))) return 'AUSVERKAUFT';
  return worth + refundedCents + replacedCents > totalCents ? 'NICHT_ERSETZBAR' : worth;
}

function changedLines({ lines }: Order, changes: readonly LineChange[]): Line[] {
  return lines.flatMap((line) => {
    const change = changes.find(({ id }) => id === line.id);
    if (change === undefined) return [line];
    if (change.quantity === 0) return [];
    const { quantity, sku = line.sku } = change;
    return [
      { ...line, quantity, sku, name: variantName(sku) ?? line.name, cents: priceOfSku(sku) ?? line.cents },
    ];
  });
}

/** The order after a change of so many cents. */
export function afterChange(order: Order, change: Change, cents: number): Order {
  switch (change.kind) {
    case 'notiz':
      return order;
    case 'adresse':
      return { ...order, deliverTo: change.address };
    case 'positionen': {
      const lines = changedLines(order, change.lines);
      const totalCents = lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
      return { ...order, lines, totalCents };
    }
    case 'ersatz':
      return { ...order, replacedCents: (order.replacedCents ?? 0) + cents };
  }
}
