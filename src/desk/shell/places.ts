/** The pages without anything chosen in them: a link to one keeps nothing of what another has open. */

/** Where each page begins. */
export const places = {
  try: { to: '/try/{-$conversation}', params: { conversation: undefined } },
  inbox: { to: '/inbox/{-$conversation}', params: { conversation: undefined } },
  approvals: { to: '/approvals/{-$number}', params: { number: undefined } },
  unclear: { to: '/unclear/{-$effect}', params: { effect: undefined } },
  runs: { to: '/runs/{-$run}', params: { run: undefined } },
  flows: { to: '/flows/{-$flow}', params: { flow: undefined } },
  pause: { to: '/pause' },
} as const;
