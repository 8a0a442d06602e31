/** Two worlds that an earlier simulator, with rules of its own, played otherwise than the product. */

const order = (number: string): string =>
  `{ ref: r${number}, number: '${number}', status: open, customerEmail: mia@mail.example, amount: 80 EUR, lines: [], shipments: [], returns: [] }`;

/** A read that says how often it is tried: two minutes are no end of it. */
export const retriedForHours = {
  text: `flow: world-read-retry
tests:
  - name: it
    given:
      inputs:
        number: '1001'
      operations:
        orders.get:
          - not_now
          - not_now
          - not_now
          - found: { order: { number: '1001', status: shipped } }
    then:
      result: done
`,
  texts: ['said Order 1001 is shipped.'],
  afterMs: 3 * 60 * 60 * 1000,
};

/** A band with an amount and a count: the second refund of the same customer is within the amount, not within the count. */
export const countedBesideItsAmount = {
  text: `flow: world-twice-usual
tests:
  - name: it
    given:
      policy:
        refund.autoApprove: { upTo: 50 EUR, perCustomer: 1/300d, reasons: [damaged] }
      inputs:
        order: ${order('1001')}
        second: ${order('1002')}
      operations:
        payments.quote_refund:
          - refundable: { amount: 20 EUR }
        payments.refund:
          - done
    when:
      - customer: 'yes'
      - customer: 'yes'
    then:
      waitsFor: approval
`,
  texts: [
    'asked Would you like me to refund €20.00 for order 1001?',
    'said Paid back for order 1001.',
    'asked Would you like me to refund €20.00 for order 1002?',
    'said Because this involves €20.00, a colleague will check it first. We’ll let you know as soon as there’s a decision.',
  ],
  waitsFor: ['approval:refund-approver'],
};
