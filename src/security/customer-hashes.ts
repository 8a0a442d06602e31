/** By what a customer's conversations are found again, to be read or erased: keyed hashes of e-mails, references and order numbers. */
import { emailPattern } from '../contracts/email-pattern.js';
import type { CustomerMessage } from '../contracts/workflow-messages.js';
import { opaqueId } from './keyed-hash.js';
import { customerInVoucher } from './voucher.js';

/** What names a customer at a merchant. */
export interface CustomerNames {
  emails?: readonly string[];
  refs?: readonly string[];
  /** Numbers of their orders. */
  orders?: readonly string[];
}

/** Most hashes of one message: nobody writes so many addresses, and each is a row. */
const MOST = 50;

/** The hashes of a customer's names; capitals make no difference, nor do other signs than letters and digits in an order's number. */
export function customerHashes(secret: string, merchant: string, names: CustomerNames): string[] {
  const { emails = [], refs = [], orders = [] } = names;
  const hash = (kind: string, value: string): string =>
    opaqueId(secret, 'customer of', merchant, kind, value);
  const hashes = [
    ...refs.map((ref) => hash('ref', ref)),
    ...emails.map((email) => hash('email', email.trim().toLowerCase())),
    ...orders.map((number) => hash('order', plainNumber(number))),
  ];
  return [...new Set(hashes)];
}

const plainNumber = (number: string): string => number.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whatever could be an order's number: a word with three digits or more. */
const numberLike = /[\p{L}\p{N}][\p{L}\p{N}_/.-]*/gu;

const numbersIn = (text: string): string[] =>
  [...text.replaceAll(emailPattern, ' ').matchAll(numberLike)]
    .map(([word]) => word)
    .filter((word) => word.replace(/\P{N}/gu, '').length >= 3);

/** The hashes of all who may have written a message: whom the channel names or vouches for, and whose e-mail or order stands in it. */
export function hashesIn(
  secret: string,
  { merchant, text, subject = '', customer }: CustomerMessage,
): string[] {
  // Unverified: whoever claims to be another customer has only their own conversation erased with that customer's.
  const named = [customer ?? {}, customerInVoucher(customer?.voucher) ?? {}];
  const refs = named.flatMap(({ ref }) => ref ?? []);
  const written = [...text.matchAll(emailPattern)].map(([address]) => address.replace(/^[.'-]+/u, ''));
  const emails = [...named.flatMap(({ email }) => email ?? []), ...written];
  return customerHashes(secret, merchant, { emails, refs, orders: numbersIn(`${subject} ${text}`) }).slice(
    0,
    MOST,
  );
}
