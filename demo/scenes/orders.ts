/** Dialogues about changes of orders, and scenes of them. */
import type { StoryOrder } from '../shop/stories.js';
import type { Dialogue, Scene, Stage } from './scene.js';

/** An order that has not left. */
export const cancelling = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `Please cancel my order ${nummer}`,
  answers: [[/Would you like me to cancel/, 'Yes, please']],
  hears: /we’ve refunded/,
});

/** An order that has left. */
const cancellingTooLate = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `Please cancel my order ${nummer}`,
  answers: [],
  hears: /can’t cancel it any more/,
});

/** Another address. */
export const moving = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `Please send my order ${nummer} to another address`,
  answers: [
    [/new address/, 'Ada Neumann, Neuer Weg 2, 20095 Hamburg'],
    [/Would you like me to send order/, 'Yes, please'],
  ],
  hears: /will go to Neuer Weg 2/,
});

/** The first item is taken off. */
export const takingOff = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `I would like to change my order ${nummer}, please take one item off`,
  answers: [
    [/Which items/, 'the first one'],
    [/Would you like me to remove this/, 'Yes, please'],
  ],
  hears: /I’ve changed/,
});

/** Something is damaged, and sent once more. */
export const replacing = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `My order ${nummer} arrived broken`,
  answers: [
    [/What would you like us to do about it/, 'Send it again'],
    [/Would you like me to send you this/, 'Yes, please'],
  ],
  hears: /sending you a replacement/,
});

/** All of it goes back, and a label comes. */
export const returning = ({ customer, nummer }: StoryOrder): Dialogue => ({
  customer,
  opens: `I want to send back my order ${nummer}`,
  answers: [
    [/Which items/, 'All of them'],
    [/Why would you like/, 'I don’t want it any more'],
    [/Would you like me to register this return/, 'Yes, please'],
  ],
  hears: /Once it’s back with us/,
});

/** Orders of which the stories are told. */
export const tellable = ({ stack: { stories } }: Stage) => ({
  cheapOpen: first(
    [...stories.single.packed, ...stories.single.open],
    ({ betrag_cent }) => betrag_cent < 20_000,
  ),
  open: first(stories.single.open.slice(1)),
  ofSeveral: first(stories.single.open_late, ({ bezeichnungen }) => bezeichnungen.length > 1),
  left: first(stories.single.shipped),
  refunded: first(stories.single.refunded),
  cheap: first(stories.refundable.below50),
  returnable: first(stories.single.not_received, ({ bezeichnungen }) => bezeichnungen.length > 1),
  comingBack: first(stories.single.coming_back),
  ofOne: first(stories.refundable.below50.slice(1), ({ bezeichnungen }) => bezeichnungen.length === 1),
});

function first(orders: readonly StoryOrder[], fits: (order: StoryOrder) => boolean = () => true): StoryOrder {
  const found = orders.find(fits);
  if (found === undefined) throw new Error('The order book has no order for this story.');
  return found;
}

/** A scene of one dialogue, and what the shop has booked for the order after it. */
const booked = (
  name: string,
  title: string,
  which: keyof ReturnType<typeof tellable>,
  dialogue: (order: StoryOrder) => Dialogue,
  kinds: readonly string[],
): Scene => ({
  name,
  title,
  async play(stage) {
    const order = tellable(stage)[which];
    await stage.talks(dialogue(order));
    const rows = (await stage.paid(order)).map(({ kind }) => kind);
    const claim = kinds.length === 0 ? 'nothing' : 'this, once';
    stage.check(`the shop has booked ${claim}`, rows.join() === kinds.join());
  },
});

/** (j) A cancellation. */
export const cancelled = booked(
  'j',
  'An order that has not left is cancelled, and its price is given back',
  'cheapOpen',
  cancelling,
  ['storno'],
);

/** (k) One that comes too late. */
export const tooLate = booked(
  'k',
  'An order that has left is not cancelled, and the customer hears what they can do',
  'left',
  cancellingTooLate,
  [],
);

/** (l) Another address. */
export const moved = booked('l', 'An order goes to another address', 'open', moving, ['adresse']);

/** (m) One item less. */
export const takenOff = booked('m', 'One item is taken off an order', 'ofSeveral', takingOff, ['positionen']);

/** (n) A replacement. */
export const replaced = booked(
  'n',
  'What arrived broken is sent once more, within the band',
  'ofOne',
  replacing,
  ['ersatz'],
);
