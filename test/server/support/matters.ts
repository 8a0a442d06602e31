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
    [`Hi, where is my order ${number}?`, /on its way/, /It should/, /Parcel/, /waits for you/],
  ]),
  'watch-shipment': reads(single.shipped, (number) => [
    [
      `Hi, where is my order ${number}?`,
      /on its way/,
      /It should/,
      /Parcel/,
      /expects/,
      /Shall I keep an eye/,
    ],
    yes(/I will write to you/),
  ]),
  'refund-status': reads(single.refunded, (number) => [
    [`Where is my refund for order ${number}?`, /has been paid back/],
  ]),
  'return-status': reads(single.coming_back, (number) => [
    [`Did you receive my return for order ${number}?`, /Your return/],
  ]),
  'cancel-order': writes(
    single.packed.filter(({ betrag_cent }) => betrag_cent < 20_000),
    (number) => [
      [`Please cancel my order ${number}`, /Shall I cancel/],
      thanks(/Shall I cancel/),
      yes(/is on its way back to you/),
    ],
  ),
  'change-delivery-address': writes(single.open, (number) => [
    [`Please send my order ${number} to another address`, /new address/],
    ['Ada Neumann, Neuer Weg 2, 20095 Hamburg', /Shall I send order/],
    yes(/will be sent to/),
  ]),
  'change-order': writes(single.open_late.filter(hasSeveral), (number) => [
    [`I would like to change my order ${number}, please take one item off`, /What would you like/],
    ['Take something off', /Which items/],
    ['the first one', /Shall I take this off/],
    yes(/is changed/),
  ]),
  'refund-order': writes(refundable.from60To190, (number) => [
    [`I would like a refund for order ${number}, please.`, /What shall I pay back/],
    ['The whole order', /Shall I pay back/],
    thanks(/Shall I pay back/),
    yes(/a colleague checks this first/, /is on its way back to you/),
  ]),
  'replace-order': writes(replaceable.filter(hasOne), (number) => [
    [`My order ${number} arrived broken`, /arrived damaged/, /What shall we do/],
    ['Send it once more', /Shall I send you this/],
    yes(/We are sending it/),
  ]),
  'report-problem': writes(replaceable.filter(hasSeveral), (number) => [
    [`My order ${number} arrived broken`, /arrived damaged/, /Which items/],
    ['the first one', /What shall we do/],
    ['Send it once more', /Shall I send you this/],
    yes(/We are sending it/),
  ]),
  'return-order': writes(single.not_received.filter(hasSeveral), (number) => [
    [`I want to send back my order ${number}`, /Which items/],
    ['All of them', /Why would you like/],
    ['I do not want it any more', /until/, /costs|no fee/, /Shall I register/],
    yes(/is registered/, /print this label/, /parcel shop takes it/, /Once it is here/),
  ]),
});

const ofSubscriptions = ({ subscriptions: { active, paused } }: Stack): Record<string, Matter> => {
  const fifth = (at: number) => active.filter((_, index) => index % 5 === at);
  return {
    'subscription-cancel': writes(fifth(0), (number) => [
      [`Please cancel my subscription ${number}`, /Shall I pause it instead/],
      ['No', /Shall I end/],
      yes(/has been ended/),
    ]),
    'subscription-pause': writes(fifth(1), (number) => [
      [`Please pause my subscription ${number}`, /Until which day/],
      [inAMonth, /Shall I pause/],
      yes(/is paused until/),
    ]),
    'subscription-skip': writes(fifth(2), () => [
      ['Please leave out the next delivery of my subscription', /is planned/, /Shall I leave out/],
      yes(/is now planned/),
    ]),
    'subscription-change': writes(fifth(3), () => [
      ['Switch my subscription to another plan', /Is that what you want/],
      ['Yes', /Which plan/],
      ['the third one', /counts from/, /Shall I change/],
      yes(/has been changed/),
    ]),
    'subscription-refund': writes(fifth(4), () => [
      ['Please refund the last payment of my subscription', /Shall I pay back/],
      yes(/a colleague checks this first/, /is on its way back/),
    ]),
    'subscription-resume': writes(paused, () => [
      ['Please resume my subscription', /go on\?/],
      yes(/goes on/, /next delivery/),
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
