/** Faults of both versions, under 500 and 200, with codes, reasons and details. */
import type { DeskAnswer } from '../../peers/order-desk/start.js';
import type { WriteCase } from './case.js';

const fault = (rest: Partial<NonNullable<DeskAnswer['fault']>>): DeskAnswer => ({
  fault: { code: 'Client', text: 'No', ...rest },
});

/** What a recognised fault comes to. */
export const refused = (code: string) => ({ is: 'refused', code });

/** Cases of faults. */
export const faultCases: readonly WriteCase[] = [
  ...(['1.1', '1.2'] as const).flatMap((version): WriteCase[] => [
    {
      name: `SOAP ${version}: a fault by its code`,
      version,
      // node-soap writes faults in the form of 1.1 in either envelope.
      rules: {
        refusal: {
          path: '$.Fault.code',
          message: '$.Fault.reason',
          values: { Client: 'not_refundable', Sender: 'not_refundable' },
        },
      },
      answer: fault({}),
      comes: refused('not_refundable'),
    },
    {
      name: `SOAP ${version}: a fault by its detail`,
      version,
      answer: fault({ detail: { deskError: { code: 'TOO_HIGH', text: 'x' } } }),
      comes: refused('too_high'),
    },
    {
      name: `SOAP ${version}: a fault under 200`,
      version,
      answer: fault({ status: 200, detail: { deskError: { code: 'SOFT', text: 'x' } } }),
      comes: refused('soft'),
    },
  ]),
  {
    name: 'a fault whose reason has markup and letters of all kinds',
    answer: fault({ text: 'Nö: <b> & "😀"', detail: { deskError: { code: 'NO' } } }),
    comes: { ...refused('no'), message: 'Nö: <b> & "😀"' },
  },
  {
    name: 'a fault with a code of the desk’s own',
    rules: { refusal: { path: '$.Fault.code' } },
    answer: fault({ code: 'OrderGone', namespace: 'urn:order-desk:faults' }),
    comes: refused('ordergone'),
  },
  {
    name: 'a fault with one error in a list',
    rules: { refusal: { path: '$.Fault.detail.errors.error[0].code' } },
    answer: fault({ detail: { errors: { raw: '<error><code>A</code></error>' } } }),
    comes: refused('a'),
  },
  {
    name: 'a fault with many errors in a list',
    rules: { refusal: { path: '$.Fault.detail.errors.error[1].code' } },
    answer: fault({
      detail: { errors: { raw: '<error><code>A</code></error><error><code>E0007</code></error>' } },
    }),
    comes: refused('e0007'),
  },
  {
    name: 'a fault of the server after a write',
    rules: { refusal: { path: '$.Fault.detail.deskError.code' } },
    answer: fault({ code: 'Server', text: 'Deadlock' }),
    comes: { is: 'unclear' },
  },
  {
    name: 'a fault of the server under 200 after a write',
    rules: { refusal: { path: '$.Fault.detail.deskError.code' } },
    answer: fault({ code: 'Server', text: 'Deadlock', status: 200 }),
    comes: { is: 'unclear' },
  },
];
