/** Conversations in virtual time with a merchant's real connections, as exams play them. */
import { callOperation } from '../../src/activities/calls/call-operation.js';
import type { CallPorts } from '../../src/activities/calls/ports.js';
import { customerAuthenticator } from '../../src/activities/calls/verification/authenticated-customer.js';
import type { CallRequest } from '../../src/contracts/call-request.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { FlowTest } from '../../src/simulator/flow-test.js';
import type { Seen } from '../../src/simulator/talk/talk.js';

/** Operations of a merchant that change nothing. */
export const readsOf = ({ config }: Pick<Merchant, 'config'>): ReadonlySet<string> =>
  new Set(
    [...config.vocabulary.catalogue.values()].flatMap((one) => (one.effect === 'read' ? [one.name] : [])),
  );

/** As `orderly flows talk` begins, a customer of whom nothing is known. */
export function unauthenticatedAt(
  { config }: Pick<Merchant, 'config'>,
  { now, language = config.language }: { now: number; language?: string },
): FlowTest['given'] {
  const nothing = { inputs: {}, facts: {}, operations: {}, subflows: {}, understands: [], policy: {} };
  return { ...nothing, language, customer: 'unauthenticated', config, now };
}

/** How calls are made in an exam. */
interface Calling {
  merchant: Merchant;
  /** The channel's word for the customer, if it gives one. */
  voucher?: string | undefined;
  /** Ports in the place of the simulator's. */
  ports?: (ports: CallPorts) => Partial<CallPorts>;
  /** Hears of each call that is done. */
  onDone: (call: CallRequest['call']) => void;
}

/** Calls over the merchant's own connections, of a customer for whom the channel vouches. */
export function callsOver({ merchant, voucher, ports: own, onDone }: Calling): typeof callOperation {
  return async (ports, request, tried) => {
    const served = {
      ...ports.merchant(merchant.config.merchant),
      connectionFor: (name: string) => merchant.connectionFor(name),
    };
    const real = {
      ...ports,
      ...own?.(ports),
      merchant: () => served,
      authenticated: customerAuthenticator(ports),
    };
    const known = voucher === undefined ? request : { ...request, customer: { voucher } };
    const result = await callOperation(real, known, tried);
    if (result.outcome === 'done') onDone(request.call);
    return result;
  };
}

/** Something that happened as a line of a transcript. */
export function lineOf(seen: Seen): string {
  switch (seen.is) {
    case 'trace':
      return `  · ${seen.text}`;
    case 'said':
    case 'asked': {
      const options = seen.is === 'asked' ? seen.options : [];
      return `< ${seen.text}${options.length > 0 ? ` [${options.join(' | ')}]` : ''}`;
    }
    default:
      return `  · ${JSON.stringify(seen)}`;
  }
}
