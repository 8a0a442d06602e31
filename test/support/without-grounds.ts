/** Operations whose approvals are not in question: a band spares them for parts of an amount, too. */
import type { Operation } from '../../src/commerce/operation.js';

type Catalogue = ReadonlyMap<string, Operation>;

/** The same operations, of which none needs a ground that the shop's data bear out. */
export const withoutGrounds = (catalogue: Catalogue): Catalogue =>
  new Map([...catalogue].map(([name, { grounds: _grounds, ...operation }]) => [name, operation]));
