/** A flow that waits for an event, and tests of every way through it. */

/** The flow. */
export const eventFlow = `flow: tried
title: Say when an order has changed
inputs:
  order: Order
outputs:
  result: [told, seen, still_the_same]
steps:
  - id: before
    ask: Shall I tell you when it changes?
    answer: yes_or_no

  - id: came
    wait:
      event: orders.changed
      for: inputs.order
      or:
        repeat:
          - id: look
            call: orders.get
            inputs:
              number: \${inputs.order.number}
        until: steps.look.result == "found" && steps.look.order.status == "delivered"
        every: [1 hour, 1 business day]
      atMost: 5 days
    outcomes:
      expired:
        - end: { result: still_the_same }

  - if: has(steps.came.status)
    then:
      - say: It is \${steps.came.status} now.
      - end: { result: told }
  - end: { result: seen }
`;

/** Its tests. */
export const eventTests = `flow: tried
given:
  inputs:
    order:
      number: '1001'
      status: packed
  operations:
    orders.get:
      - found:
          order:
            number: '1001'
            status: packed
tests:
  - name: a word during the wait
    when:
      - customer: 'yes'
      - after: 1 day
      - event: orders.changed
        fields:
          status: shipped
    then:
      said: [It is shipped now.]
      result: told

  - name: a word before the wait
    when:
      - event: orders.changed
        fields:
          status: shipped
      - after: 10 minutes
      - customer: 'yes'
    then:
      said: [It is shipped now.]
      result: told

  - name: a word about another record
    when:
      - customer: 'yes'
      - event: orders.changed
        ref: another
        fields:
          status: shipped
      - after: 1 day
    then:
      said: []
      waitsFor: event

  - name: a word that says nothing more
    when:
      - customer: 'yes'
      - event: orders.changed
    then:
      result: seen

  - name: what is seen by a look
    given:
      operations:
        orders.get:
          - found:
              order:
                number: '1001'
                status: packed
          - found:
              order:
                number: '1001'
                status: delivered
    when:
      - customer: 'yes'
      - after: 59 minutes
      - after: 2 minutes
    then:
      result: seen

  - name: no word at all
    when:
      - customer: 'yes'
      - after: 6 days
    then:
      result: still_the_same
`;
