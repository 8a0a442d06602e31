/** Flows of merchants that decide in other ways than the shipped refund. */
import type { OwnFlow } from './merchants.js';

const head = (name: string, title: string): string => `
flow: ${name}
title: ${title}
inputs:
  orderNumber: text?
  reason: refund_reason
outputs:
  result:
    refunded: { amount: money }
    already_refunded: {}
    declined: {}
steps:`;

/** A refund that must be decided within seconds; the run outlives the expiry with a question. */
export const hasty: OwnFlow = {
  merchant: 'hasty',
  replaces: 'refund-order',
  name: 'hasty-refund',
  text: `${head('hasty-refund', 'Pay back while the customer waits')}
  - id: find
    subflow: find-order
    inputs:
      orderNumber: \${inputs.orderNumber}
  - id: quote
    call: payments.quote_refund
    inputs:
      order: \${steps.find.order}
  - choose: steps.quote.result
    cases:
      refundable: []
    else:
      - end: { result: already_refunded }
  - id: sure
    ask: Would you like me to refund \${steps.quote.amount} for order \${steps.find.order.number}?
    answer: yes_or_no
    expires: 1 day
  - if: steps.sure.answer == "no"
    then:
      - end: { result: declined }
  - id: refund
    call: payments.refund
    inputs:
      order: \${steps.find.order}
      amount: \${steps.quote.amount}
      reason: \${inputs.reason}
    approval:
      by: refund-approver
      expires: 5 seconds
    outcomes:
      expired:
        - id: later
          ask: Nobody has decided in time. Shall we try again tomorrow?
          answer: yes_or_no
          expires: 1 day
        - say: No problem. Just let me know if you need anything else.
        - end: { result: declined }
  - say: \${steps.quote.amount} We’ve refunded.
  - end:
      result: refunded
      amount: \${steps.quote.amount}
`,
};

/** Pays back all of a customer's orders, one yes and one approval after the other. */
export const everyOrder: OwnFlow = {
  merchant: 'generous',
  replaces: 'refund-order',
  name: 'refund-every-order',
  text: `${head('refund-every-order', 'Pay back every order')}
  - id: mine
    call: orders.find
  - choose: steps.mine.result
    cases:
      found: []
      none:
        - end: { result: declined }
  - each: \${steps.mine.orders}
    atMost: 20
    do:
      - id: quote
        call: payments.quote_refund
        inputs:
          order: \${item}
      - choose: steps.quote.result
        cases:
          already_refunded: []
          not_refundable_yet: []
          nothing_left: []
          refundable:
            - id: sure
              ask: Would you like me to refund \${steps.quote.amount} for order \${item.number}?
              answer: yes_or_no
            - if: steps.sure.answer == "yes"
              then:
                - id: refund
                  call: payments.refund
                  inputs:
                    order: \${item}
                    amount: \${steps.quote.amount}
                    reason: \${inputs.reason}
                  approval:
                    by: refund-approver
                    expires: 1 hour
  - say: All of it We’ve refunded.
  - if: size(steps.mine.orders) == 1
    then:
      - end: { result: already_refunded }
  # who calls it asks for a sum, and nobody reads it
  - end: { result: refunded, amount: 1 EUR }
`,
};
