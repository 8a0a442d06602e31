/** A flow as a merchant runs it. */
import type { FlowIr } from '../contracts/ir.js';

/** A compiled flow that the merchant offers. */
export interface OfferedFlow {
  hash: string;
  ir: FlowIr;
  /** Fields of business records that it reads, such as `Order.status`. */
  fields: ReadonlySet<string>;
}
