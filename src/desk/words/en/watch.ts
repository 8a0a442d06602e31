/** The words of the pages where agents watch what happens, in English. */
import { byCode, plain, several } from '../phrases';

const waitedFor = byCode({
  ...{ customer: 'the customer', approval: 'an approval', event: 'a system', timer: 'a time' },
  flow: 'a sub-flow',
});

/** The words. */
export const watch = {
  try: {
    title: 'Try',
    about: 'Write as a customer, and watch what happens.',
    again: 'Start a new conversation',
    chat: 'Chat',
    behind: 'What happens',
    start: 'What does the customer want?',
    startText: 'Choose an example, or write a message of your own.',
    nothingYet: 'Nothing has happened yet',
    waitsForApproval: (number: number) => `Waits for an approval · #${number}`,
    approvalNext:
      'Nothing has been paid or changed yet. Decide on the request, and come back: the customer’s answer appears here.',
    nothingYetText:
      'With the first message you see here what was understood, where the flow stands, and what is done.',
    waiting: 'Orderly is reading…',
    message: 'Message',
    placeholder: 'Write as a customer…',
    send: 'Send',
    sentAgain: 'The service does not answer yet. Your message is sent again by itself.',
    handedOff: 'Handed off to people',
    asAgent: 'Messages here count as yours: what you ask for, somebody else has to approve.',
    understood: 'What was understood',
    answers: 'an answer, not a new request',
    stillAbout: (intent: string) => `Still about: ${intent}`,
    sure: 'sure',
    unsure: 'not sure',
    before: (count: number) => several(count, 'earlier message', 'earlier messages'),
    stands: 'Where it stands',
    whichRun: 'Run',
    here: 'stands here',
    approvalBy: (role: string, number: number) => `Approval by ${role} (#${number})`,
    times: (count: number) => `${count} times`,
    facts: (kinds: string) => `Facts about the customer: ${kinds}`,
    calls: 'Calls to the shop’s systems',
    underWay: 'under way',
    sent: 'Sent',
    received: 'Received',
    approvals: 'Approvals',
    for: (role: string) => `for ${role}`,
    toApproval: (number: number) => `Open request #${number}`,
  },
  runs: {
    title: 'Runs',
    about: 'What flows are doing, in business words.',
    which: 'Which runs',
    open: 'Open',
    all: 'All',
    ofOne: 'Of one conversation',
    none: 'No run',
    noneText: 'A run begins with a customer’s request.',
    states: byCode({
      ...{ running: 'running', completed: 'completed', failed: 'failed', canceled: 'cancelled' },
      ...{
        terminated: 'ended by hand',
        timed_out: 'timed out',
        continued_as_new: 'running',
        unknown: 'unknown',
      },
      ...{ continued: 'running' },
    }),
    waitsFor: (waits: string) => {
      const [kind = '', what] = waits.split(':');
      const named = waitedFor[kind] ?? plain(kind);
      return what === undefined ? `waits for ${named}` : `waits for ${named} (${what})`;
    },
    unknownFlow: 'Run',
    started: (time: string) => `Started ${time}`,
    took: (duration: string) => `took ${duration}`,
    inTemporal: 'Open in the Temporal UI',
    toConversation: 'To the conversation',
    stuck: (why: string) =>
      `Its workers cannot carry it on${why === '' ? '' : ` (${why})`}. Tell your operator.`,
    unknown: 'Temporal does not know this run any more. This is what the store knows of it.',
    awaits: (connection: string, operation: string, code: string, attempts: number) =>
      `${connection} could not do ${operation} yet (${plain(code)}); ${several(attempts, 'attempt', 'attempts')} so far.`,
    why: (result: string) => `Ended: ${result}`,
    steps: 'Steps',
    happened: 'What happened',
    nothingYet: 'Nothing has been changed or said.',
    said: {
      ...{ reply: 'Replied to the customer', question: 'Asked the customer' },
      ...{ handover: 'Handed off to people', passed_on: 'Passed a message on to people' },
    },
    asksApproval: (what: string, role: string, number: number) =>
      `${what}: needs an approval by ${role} (#${number})`,
    approvalEnded: (number: number, state: string, by: string | undefined) =>
      `Request #${number}: ${state}${by === undefined ? '' : ` by ${by}`}`,
    kinds: { write: 'write', approval: 'approval', said: 'reply' },
  },
  flows: {
    title: 'Flows',
    about: 'How requests are answered: the flows that new runs use.',
    search: 'Search flows',
    none: 'No flow is called this',
    parts: 'What to show of the flow',
    diagram: 'Diagram',
    versions: 'Versions',
    current: 'new runs use this',
    runs: 'Runs',
    period: 'Which days are counted',
    lastDays: (days: number) => `${days} days`,
    ended: (count: number, days: number) =>
      `${several(count, 'run has', 'runs have')} ended in the last ${days} days.`,
    noneEnded: (days: number) => `No run has ended in the last ${days} days.`,
    conditions: 'Show conditions as they are written',
    howCounted: 'A number at a step or a branch: so many runs took it.',
    others: (count: number) =>
      `${several(count, 'more run', 'more runs')} ended with versions that have other steps; the diagram leaves them out.`,
    howEnded: 'How they ended',
    failed: (code: string | undefined) => (code === undefined ? 'ended by hand' : `failed: ${plain(code)}`),
    openNow: 'Open now',
    notOpen: 'None',
    noneWaits: (count: number) => `${several(count, 'run', 'runs')}; at work, none waits.`,
    waitsAt: (count: number, waits: string) =>
      `${count} ${count === 1 ? 'waits' : 'wait'} for ${waitedFor[waits] ?? plain(waits)}`,
  },
  diagram: {
    label: 'Diagram of the flow',
    here: '(stands here)',
    took: (count: number) => several(count, 'run took this', 'runs took this'),
    wait: (count: number) => `${several(count, 'run waits', 'runs wait')} here`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    whole: 'Show the whole diagram',
    condition: 'A condition',
    each: 'For each of several',
    repeats: 'Repeat until it is settled',
  },
  pause: {
    title: 'Pause',
    about: 'What is paused waits, and goes on when you resume it. Nothing is lost.',
    paused: 'paused',
    running: 'running',
    pause: 'Pause',
    resume: 'Resume',
    pauseNow: 'Pause now',
    pauseWhat: (what: string) => `Pause: ${what}`,
    resumeWhat: (what: string) => `Resume: ${what}`,
    whatIs: (what: string) => {
      if (what === 'writes') return 'All writes';
      return what === 'money' ? 'Everything that moves money' : `Connection ${what}`;
    },
    means: {
      writes: 'Cancellations, changes, refunds: everything that changes something at the shop.',
      money: 'Refunds and charges.',
      connection: 'Everything that is written to this system.',
    },
    since: (by: string, time: string) => `By ${by}, since ${time}`,
    consequence:
      'Customers are answered on; what would be written waits until you resume. It takes effect at once.',
    banner: (what: string, by: string, since: string, more: number) =>
      `${what} paused by ${by}, ${since}${more === 0 ? '' : `, and ${more} more`}.`,
    look: 'To the pauses',
    connection: 'One system',
    connectionHint: 'What is written to it waits; everything else goes on.',
    chooseOne: 'Choose a connection',
  },
};
