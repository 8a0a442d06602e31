/** A merchant's own main flow, for tests of what its intents mean. */

/** Tells such intents apart, takes these steps (YAML, as deep as the list of steps) and ends. */
export const mainFlow = (intents: string, steps: string): string => `
flow: customer-service
title: Understand a customer and act
inputs:
  message: text
outputs:
  result: [answered]
steps:
  - id: understood
    classify: \${inputs.message}
    intents: [${intents}]
${steps}
  - end: { result: answered }
`;
