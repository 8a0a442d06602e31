/** E-mail addresses, in the forms used for comparing and for counting. */
import { domainToASCII } from 'node:url';

/** Lower-cases ASCII only: elsewhere two letters may share a lower-case form, as the Kelvin sign and K share k. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The mailbox behind an address, for counting how often somebody has had something: a tag after `+` leads to the same
 * mailbox, and so do dots at Gmail. For counting only: ownership of an order goes by the exact address.
 */
export function mailboxOf(address: string): string {
  const plain = asciiLowerCase(address.trim());
  const at = plain.lastIndexOf('@');
  if (at < 0) return plain;
  const domain = domainOf(plain.slice(at + 1));
  const whole = plain.slice(0, at).replace(/^"(.*)"$/su, '$1');
  const untagged = whole.split('+', 1)[0] ?? '';
  const local = untagged === '' ? whole : untagged;
  return domain === 'gmail.com' ? `${local.replaceAll('.', '')}@${domain}` : `${local}@${domain}`;
}

function domainOf(written: string): string {
  // In ASCII as on the network: bücher.example and xn--bcher-kva.example are the same. Empty: not a domain.
  const domain = (domainToASCII(written.normalize('NFKC')) || written).replace(/\.$/u, '');
  return domain === 'googlemail.com' ? 'gmail.com' : domain;
}
