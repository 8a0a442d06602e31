/** A flow as a merchant runs it. */
import type { FlowIr } from '../contracts/ir.js';
import type { FieldTypes } from './types/type.js';

/** A compiled flow that the merchant offers. */
export interface OfferedFlow {
  hash: string;
  ir: FlowIr;
  /** Fields of business records that it reads, such as `Order.status`. */
  fields: ReadonlySet<string>;
  /** Types of the policy that it declares, by dotted name; the merchant need not give what is optional. */
  policy: FieldTypes;
}
