/** What a quote of a refund is worth for some lines of an order: never more than they cost, nor than the quote (DESIGN §5). */
import { z } from 'zod';
import type { JsonObject } from '../../contracts/json.js';
import { Money } from '../money.js';
import { ChosenLine, Order } from '../orders/order.js';

type Line = Order['lines'][number];
type Chosen = z.infer<typeof ChosenLine>;
type Priced = Chosen & { amount: Money };

const Asked = z.object({ order: Order, lines: z.array(ChosenLine) });

/**
 * Of a quote that was asked for lines: its amount, lowered to what these pieces cost, and what each costs. Nothing
 * where that is not known, or in another currency: then nobody can say what they are worth.
 */
export function quotedForLines({ inputs, outputs }: { inputs: JsonObject; outputs: JsonObject }): JsonObject {
  const asked = Asked.safeParse(inputs).data;
  const offer = Money.safeParse(outputs['amount']).data;
  if (asked === undefined || offer === undefined) return {};
  const { order } = asked;
  const chosen = merged(asked.lines);
  const lines = chosen.flatMap((each): Priced[] => {
    const priced = pricedAs(
      order.lines.find(({ ref }) => ref === each.line),
      each,
    );
    return priced?.amount.currency === offer.currency ? [priced] : [];
  });
  if (lines.length === 0 || lines.length < chosen.length) return {};
  const sum = lines.reduce((total, { amount }) => total + amount.minor, 0);
  if (sum <= 0) return {};
  const amount = { minor: Math.min(offer.minor, sum), currency: offer.currency };
  return { amount, lines: lines as unknown as JsonObject[] };
}

/** A line that is named twice is one line with all these pieces. */
function merged(lines: readonly Chosen[]): Chosen[] {
  const byLine = new Map<string, Chosen>();
  for (const line of lines) {
    const { quantity = 0 } = byLine.get(line.line) ?? {};
    byLine.set(line.line, { ...line, quantity: quantity + line.quantity });
  }
  return [...byLine.values()];
}

/** What some pieces of a line cost, less what was taken off; never more pieces than there are. */
function pricedAs(line: Line | undefined, chosen: Chosen): Priced | undefined {
  if (line === undefined || line.quantity <= 0 || chosen.quantity <= 0) return undefined;
  const quantity = Math.min(chosen.quantity, line.quantity);
  const { total, price } = line;
  const minor =
    total === undefined ? price && price.minor * quantity : (total.minor * quantity) / line.quantity;
  const currency = (total ?? price)?.currency;
  if (minor === undefined || currency === undefined) return undefined;
  return { ...chosen, quantity, amount: { minor: Math.floor(minor), currency } };
}
