/** By what a customer's conversations are found again when they are to be erased: keyed hashes of e-mails and references. */
import { emailPattern } from '../contracts/email-pattern.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';
import { opaqueId } from './keyed-hash.js';
import { customerInVoucher } from './voucher.js';

/** What names a customer at a merchant. */
export interface CustomerNames {
  emails?: readonly string[];
  refs?: readonly string[];
}

/** Most hashes of one message: nobody writes so many addresses, and each is a row. */
const MOST = 50;

/** The hashes of a customer's names; spelling in capitals makes no difference to an e-mail. */
export function customerHashes(secret: string, merchant: string, names: CustomerNames): string[] {
  const { emails = [], refs = [] } = names;
  const hash = (kind: string, value: string): string =>
    opaqueId(secret, 'customer of', merchant, kind, value);
  const hashes = [
    ...refs.map((ref) => hash('ref', ref)),
    ...emails.map((email) => hash('email', email.trim().toLowerCase())),
  ];
  return [...new Set(hashes)];
}

/** The hashes of all who may have written a message: whom the channel names or vouches for, and whose e-mail stands in it. */
export function hashesIn(secret: string, { merchant, text, customer }: CustomerMessage): string[] {
  // Unverified: whoever claims to be another customer has only their own conversation erased with that customer's.
  const named = [customer ?? {}, customerInVoucher(customer?.voucher) ?? {}];
  const refs = named.flatMap(({ ref }) => ref ?? []);
  const written = [...text.matchAll(emailPattern)].map(([address]) => address.replace(/^[.'-]+/u, ''));
  const emails = [...named.flatMap(({ email }) => email ?? []), ...written];
  return customerHashes(secret, merchant, { emails, refs }).slice(0, MOST);
}
