/** What stands around the pages in English: the frame, what goes wrong, the sign-in. */
import { byCode } from '../phrases';

/** The words. */
export const frame = {
  /** How times, amounts and numbers are written. */
  locale: 'en-GB',
  shell: {
    skip: 'Skip to content',
    navigation: 'Pages',
    pages: {
      ...{
        try: 'Try',
        inbox: 'Inbox',
        approvals: 'Approvals',
        unclear: 'Unclear',
        runs: 'Runs',
        flows: 'Flows',
      },
      pause: 'Pause',
    },
    waiting: (count: number) => `${count} waiting`,
    connection: { live: 'Live', connecting: 'Connecting…', lost: 'Not connected' },
    lost: 'The connection is lost. What you see may be out of date; trying again…',
    mended: 'Connected again. Everything is up to date.',
    menu: (agent: string) => `${agent}: session, language and colors`,
    signedIn: {
      link: (agent: string) => `Signed in as ${agent} by a one-time link`,
      openid: (agent: string) => `Signed in as ${agent}`,
    },
    limit: (amount: string) => `Approves up to ${amount}`,
    until: (time: string) => `Until ${time}`,
    colors: { light: 'Light colors', dark: 'Dark colors' },
    zone: (zone: string, offset: string) => `Times: ${zone} (${offset})`,
    signOut: 'Sign out',
  },
  states: {
    loading: 'Loading',
    retry: 'Try again',
    reload: 'Load again',
    back: 'Back',
    chooseOne: 'Choose something from the list.',
    more: 'Show more',
    close: 'Close',
    cancel: 'Cancel',
    newTab: '(opens in a new tab)',
    notFound: 'There is no such page',
    toStart: 'To the first page',
    yes: 'yes',
    no: 'no',
  },
  problems: {
    title: 'That did not work',
    unknown: 'Something went wrong. Try again; if it stays like this, tell your operator.',
    crashed: 'This page could not be shown. Load it again; nothing of your work at the service is lost.',
    unreachable: 'The service cannot be reached. Check your connection and try again.',
    byCode: byCode({
      caller_unknown: 'You are not signed in any more.',
      caller_forbidden: 'You may not do this. Your role or your scopes in merchant.yaml do not allow it.',
      request_foreign: 'This request did not come from the desk. Load the page again.',
      too_many_requests: 'Too many requests at once. Wait a moment and try again.',
      temporal_unavailable: 'Temporal does not answer at the moment. Try again in a moment.',
      worker_unavailable: 'No worker answers at the moment. Try again in a moment.',
      store_unavailable: 'The store does not answer at the moment. Try again in a moment.',
      link_invalid:
        'This link does not work any more: each opens the desk once, within five minutes. How you get a new one is below.',
      sign_in_stale: 'Your sign-in is too long ago for this decision. Sign in again.',
      approval_unknown: 'There is no such request.',
      conversation_unknown: 'There is no such conversation.',
      conversation_with_flows: 'Flows answer this conversation at the moment. Take it over first.',
      conversation_erased: 'This conversation has been erased.',
      run_unknown: 'There is no such run.',
      flow_unknown: 'There is no such flow.',
      effect_clear: 'This is clear already: somebody has decided it, or the system has answered.',
      try_unavailable: 'This shop has no channel for trying. Add one with test: true to merchant.yaml.',
      connection_unknown: 'There is no connection with this name.',
    }),
  },
  /** Names of fields in requests and facts; others are written as their names say. */
  fields: byCode({
    orderNumber: 'Order',
    orderStatus: 'Order’s status',
    orderAmount: 'Order’s amount',
    subscriptionNumber: 'Subscription',
    subscriptionStatus: 'Subscription’s status',
    customerName: 'Customer',
    email: 'Email',
    postcode: 'Postcode',
    order_number: 'Order',
  }),
  keys: {
    title: 'Keys',
    control: 'Ctrl',
    names: {
      ...{ j: 'Next in the list', k: 'Previous in the list', Enter: 'Open', '/': 'Search' },
      ...{
        t: 'Take over the conversation',
        r: 'Write a reply',
        a: 'Approve the request',
        x: 'Reject the request',
      },
      ...{ Esc: 'Cancel', '?': 'Show this' },
    },
  },
  signIn: {
    title: 'Sign in to the desk',
    about: 'For people who answer customers and decide on what is done for them.',
    shop: 'Shop',
    shopHint: 'Its short name at Orderly, as your team lead has told you.',
    byLink: 'By a link, on the machine where Orderly runs',
    byLinkText:
      'Press Enter in the terminal where the demo is running: it prints new links. “orderly up” prints them each time it starts.',
    go: 'Continue',
    opening: 'Opening the desk…',
    problems: byCode({
      sign_in_unknown: 'There is no shop with this name, or its agents sign in by links only.',
      sign_in_incomplete: 'The sign-in did not work. Try again.',
      sign_in_unregistered:
        'You are signed in, but this shop does not know you as an agent. Ask your team lead to add you.',
    }),
  },
};
