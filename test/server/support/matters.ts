/** A matter for each shipped flow that a customer can ask for, of customers of the demo's shop. */
import type { StoryOrder } from '../../../demo/shop/stories.js';
import type { Stack } from '../../../demo/stack/stack.js';
import { type Matter, thanks, yes } from './scripts.js';

/** Of what is there once nobody asks how many it is about. */
const isPlain = ({ mengen }: StoryOrder): boolean => mengen.every((quantity) => quantity === 1);
const hasSeveral = (order: StoryOrder): boolean => isPlain(order) && order.mengen.length > 1;
const hasOne = (order: StoryOrder): boolean => isPlain(order) && order.mengen.length === 1;
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

const reads = (about: Matter['about'], lines: Matter['lines']): Matter => ({ about, lines, writes: false });
const writes = (about: Matter['about'], lines: Matter['lines']): Matter => ({ about, lines, writes: true });

const ofOrders = (
  { single, refundable }: Stack['stories'],
  replaceable: readonly StoryOrder[],
): Record<string, Matter> => ({
  'where-is-my-order': reads(single.pickup, (number) => [
    [`Hi, where is my order ${number}?`, /on its way/, /It should/, /Parcel/, /pick up parcel/],
  ]),
  'watch-shipment': reads(single.shipped, (number) => [
    [
      `Hi, where is my order ${number}?`,
      /on its way/,
      /It should/,
      /Parcel/,
      /expects/,
      /Would you like me to keep an eye/,
    ],
    yes(/I’ll let you know/),
  ]),
  'refund-status': reads(single.refunded, (number) => [
    [`Where is my refund for order ${number}?`, /We’ve refunded/],
  ]),
  'return-status': reads(single.coming_back, (number) => [
    [`Did you receive my return for order ${number}?`, /Your return/],
  ]),
  'cancel-order': writes(
    single.packed.filter(({ betrag_cent }) => betrag_cent < 20_000),
    (number) => [
      [`Please cancel my order ${number}`, /Would you like me to cancel/],
      thanks(/Would you like me to cancel/),
      yes(/We’ve refunded/),
    ],
  ),
  'change-delivery-address': writes(single.open, (number) => [
    [`Please send my order ${number} to another address`, /new address/],
    ['Ada Neumann, Neuer Weg 2, 20095 Hamburg', /Would you like me to send order/],
    yes(/will go to/),
  ]),
  'change-order': writes(single.open_late.filter(hasSeveral), (number) => [
    [`I would like to change my order ${number}, please take one item off`, /What would you like/],
    ['Remove an item', /Which items/],
    ['the first one', /Would you like me to remove this/],
    yes(/I’ve changed/),
  ]),
  'refund-order': writes(refundable.from60To190, (number) => [
    [`I would like a refund for order ${number}, please.`, /What would you like refunded/],
    ['The whole order', /Would you like me to refund/],
    thanks(/Would you like me to refund/),
    yes(/a colleague will check it first/, /We’ve refunded/),
  ]),
  'replace-order': writes(replaceable.filter(hasOne), (number) => [
    [`My order ${number} arrived broken`, /arrived damaged/, /What would you like us to do/],
    ['Send it again', /Would you like me to send you this/],
    yes(/sending you a replacement/),
  ]),
  'report-problem': writes(replaceable.filter(hasSeveral), (number) => [
    [`My order ${number} arrived broken`, /arrived damaged/, /Which items/],
    ['the first one', /What would you like us to do/],
    ['Send it again', /Would you like me to send you this/],
    yes(/sending you a replacement/),
  ]),
  'return-order': writes(single.not_received.filter(hasSeveral), (number) => [
    [`I want to send back my order ${number}`, /Which items/],
    ['All of them', /Why would you like/],
    ['I don’t want it any more', /until/, /costs|no return fee/, /Would you like me to register/],
    yes(/is registered/, /print this label/, /parcel shop takes it/, /Once it’s back with us/),
  ]),
});

const ofSubscriptions = ({ subscriptions: { active, paused } }: Stack): Record<string, Matter> => {
  const fifth = (at: number) => active.filter((_, index) => index % 5 === at);
  return {
    'subscription-cancel': writes(fifth(0), (number) => [
      [`Please cancel my subscription ${number}`, /instead of cancelling it/],
      ['No', /Would you like me to cancel subscription/],
      yes(/is cancelled/),
    ]),
    'subscription-pause': writes(fifth(1), (number) => [
      [`Please pause my subscription ${number}`, /Until what date/],
      [inAMonth, /Would you like me to pause/],
      yes(/is paused until/),
    ]),
    'subscription-skip': writes(fifth(2), () => [
      ['Please leave out the next delivery of my subscription', /is planned/, /Would you like me to skip/],
      yes(/is now planned/),
    ]),
    'subscription-change': writes(fifth(3), () => [
      ['Switch my subscription to a different plan', /Would you like to switch/],
      ['Yes', /Which plan/],
      ['the third one', /takes effect/, /Would you like me to switch/],
      yes(/I’ve switched/),
    ]),
    'subscription-refund': writes(fifth(4), () => [
      ['Please refund the last payment of my subscription', /Would you like me to refund/],
      yes(/a colleague will check it first/, /We’ve refunded/),
    ]),
    'subscription-resume': writes(paused, () => [
      ['Please resume my subscription', /like me to resume/],
      yes(/is active again/, /next delivery/),
    ]),
  };
};

/** Matters by the shipped flow that they are about. */
export function matters(stack: Stack): ReadonlyMap<string, Matter> {
  const { stories, subscriptions } = stack;
  // Who has been paid back without a check is sent nothing more without one: a band counts both.
  const subscribers = new Set(subscriptions.active.map(({ customer }) => customer.id));
  const replaceable = stories.refundable.below50.filter(({ customer }) => !subscribers.has(customer.id));
  return new Map(Object.entries({ ...ofOrders(stories, replaceable), ...ofSubscriptions(stack) }));
}
