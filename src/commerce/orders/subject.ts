/** Orders as subjects of operations. */
import type { RecordItem } from '../../contracts/approval.js';
import type { JsonObject } from '../../contracts/json.js';
import { presentFields } from '../../contracts/present-fields.js';
import type { SubjectKind } from '../subject.js';
import { Order } from './order.js';

/** An order. */
export const orderSubject: SubjectKind = {
  kind: 'order',
  type: 'Order',
  input: 'order',
  list: 'orders',
  get: 'orders.get',
  read(value) {
    const order = Order.safeParse(value).data;
    if (order === undefined) return undefined;
    const { ref, number, customerEmail, otherEmails = [] } = order;
    const { customerRef, customerName, shippingAddress, amount, status } = order;
    return {
      ...{
        ref,
        number,
        status,
        emails: [...(customerEmail === undefined ? [] : [customerEmail]), ...otherEmails],
      },
      // An order parsed by its schema is plain JSON; absent fields stay absent.
      record: order as JsonObject,
      ...(shippingAddress?.postcode === undefined ? {} : { postcode: shippingAddress.postcode }),
      ...(customerRef === undefined ? {} : { customerRef }),
      ...(customerName === undefined ? {} : { customerName }),
      ...(amount === undefined ? {} : { amount }),
      ...(order.lines.length === 0 ? {} : { items: order.lines.map(recordItem) }),
    };
  },
};

/** A line as people read it; without its total, what its pieces cost. */
export function recordItem({ name, variant, quantity, price, total }: Order['lines'][number]): RecordItem {
  const amount = total ?? (price && { ...price, minor: price.minor * quantity });
  return { name, quantity, ...presentFields({ variant, amount }) };
}
