/** E-mail addresses as they are compared and as they are counted. */
import { domainToASCII } from 'node:url';

/** Lower case of ASCII letters alone: elsewhere two letters may share one, as the Kelvin sign and K share k. */
export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/**
 * The mailbox behind an address, for counting how often somebody has had something: a tag after `+` leads to the same
 * mailbox, and so do points at Gmail. For counting only: whose an order is, is told by the address as it stands.
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
  // In ASCII as the network writes it: bücher.example and xn--bcher-kva.example are one. Empty: it is no domain.
  const domain = (domainToASCII(written.normalize('NFKC')) || written).replace(/\.$/u, '');
  return domain === 'googlemail.com' ? 'gmail.com' : domain;
}
