/**
 * Where requests may go (OWASP API7): public addresses, and private ones only when both the connection's file and the
 * operator allow them. The address that was checked is the one that is connected to.
 */
import { type LookupAddress, lookup, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { mayCarrySecrets, plainName, SecretRefused } from './secret-hosts.js';

/** Private targets that may be reached: host names, addresses, or networks such as `10.0.0.0/8`. */
export interface EgressPolicy {
  /** The connection's own `egress.allow`. */
  connection: readonly string[];
  /** The operator's list; both must name the target. */
  operator: readonly string[];
  /** Where the secrets that requests carry may be sent to: each list must name the host, as `a.example` or `*.a.example`. */
  secretHosts?: readonly (readonly string[])[];
}

/** Resolves all addresses of a name, as `dns.lookup` does. */
export type Resolve = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Thrown inside a look-up, so that no socket is opened. */
class EgressRefused extends Error {
  readonly code = 'EGRESS_REFUSED';
}

/** IPv4 outside the public internet: IANA special-purpose registry (RFC 6890), and a cloud's metadata address. */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];

/** In global unicast 2000::/3, what embeds IPv4 or is no real host: Teredo and IETF, 6to4, documentation. */
const PRIVATE_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const privateV4 = networks(PRIVATE_V4);
const globalV6 = networks(['2000::/3']);
const privateV6 = networks(PRIVATE_V6);

/** Whether an address is outside the public internet; mapped, NAT64 and other odd IPv6 count as outside. */
export function isPrivate(address: string): boolean {
  if (isIP(address) === 4) return privateV4.check(address, 'ipv4');
  if (isIP(address) === 6) return !globalV6.check(address, 'ipv6') || privateV6.check(address, 'ipv6');
  return true;
}

/** Whether an entry is valid in an allow list. */
export function isEgressEntry(entry: string): boolean {
  if (entry.includes('/')) return network(entry) !== undefined;
  return isIP(entry) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(entry);
}

/** Whether an address is one of these addresses, or in one of these networks. */
export function isAddressAmong(address: string, entries: readonly string[]): boolean {
  return entries.some((entry) => matches(entry, '', address));
}

/** False for a URL whose host is a forbidden IP address; names are checked when they are looked up. */
export function mayConnect(url: URL, policy: EgressPolicy): boolean {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false;
  if (url.username !== '' || url.password !== '') return false;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || !isPrivate(host) || allowed(host, host, policy);
}

/** A look-up that returns only addresses that may be connected to; one forbidden address rejects the name. */
export function guardedLookup(policy: EgressPolicy, resolve: Resolve = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const refused =
        !error && addresses.some(({ address }) => isPrivate(address) && !allowed(hostname, address, policy));
      const first = error ? undefined : addresses[0];
      if (refused || !first) callback(error ?? new EgressRefused('address not allowed'), '', 0);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

/** An address of a host that may be connected to, for what is no HTTP; rejects with `EGRESS_REFUSED` or `SECRET_HOST_REFUSED`. */
export function lookUpAllowed(
  host: string,
  policy: EgressPolicy,
  resolve: Resolve = lookup,
): Promise<string> {
  if (!mayCarrySecrets(host, policy)) return Promise.reject(new SecretRefused('host not allowed'));
  return new Promise((settle, fail) => {
    guardedLookup(policy, resolve)(host, {}, (error, address) => {
      if (error || typeof address !== 'string') fail(error ?? new EgressRefused('address not allowed'));
      else settle(address);
    });
  });
}

function allowed(host: string, address: string, policy: EgressPolicy): boolean {
  const named = (entries: readonly string[]): boolean =>
    entries.some((entry) => matches(entry, host, address));
  return named(policy.connection) && named(policy.operator);
}

function matches(entry: string, host: string, address: string): boolean {
  if (isIP(entry) !== 0) return entry === address;
  if (!entry.includes('/')) return plainName(entry) === plainName(host);
  // An IPv4 address would match an IPv6 network that contains the mapped ones.
  const family = isIP(address);
  if (family !== isIP(entry.split('/', 1)[0] ?? '')) return false;
  return network(entry)?.check(address, family === 6 ? 'ipv6' : 'ipv4') ?? false;
}

function network(cidr: string): BlockList | undefined {
  const [address = '', bits = ''] = cidr.split('/', 2);
  const family = isIP(address);
  const prefix = Number(bits);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || prefix > (family === 4 ? 32 : 128)) return undefined;
  const list = new BlockList();
  list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  return list;
}

function networks(cidrs: readonly string[]): BlockList {
  const list = new BlockList();
  for (const cidr of cidrs) {
    const [address = '', bits = ''] = cidr.split('/', 2);
    list.addSubnet(address, Number(bits), isIP(address) === 4 ? 'ipv4' : 'ipv6');
  }
  return list;
}
