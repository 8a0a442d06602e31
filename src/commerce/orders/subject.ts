/** Orders as subjects of operations. */
import type { JsonObject } from '../../contracts/json.js';
import type { SubjectKind } from '../subject.js';
import { Order } from './order.js';

/** An order. */
export const orderSubject: SubjectKind = {
  kind: 'order',
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
    };
  },
};
