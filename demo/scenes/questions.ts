/** Scenes in which a customer asks and nothing moves. */
import type { Scene } from './scene.js';

/** (a) A parcel that comes in two. */
export const twoParcels: Scene = {
  name: 'a',
  title: 'A signed-in customer asks for an order that comes in two parcels, and hears their scans',
  async play(stage) {
    const [order] = stage.stack.stories.single.two_parcels;
    if (order === undefined) throw new Error('The order book has no order in two parcels.');
    const customer = stage.signedIn(order.customer);
    stage.run(customer);
    await stage.says(customer, `Hi, where is my order ${order.nummer}? I expected it yesterday.`);
    const [first = '', second = ''] = order.sendungsnummern;
    let heard = await stage.hearsUntil(customer, new RegExp(`${first}[^]*${second}`));
    heard += await stage.hearsOut(customer);
    stage.check(
      'both parcels are told with their scans',
      (heard.match(/Collected from the sender/g) ?? []).length >= 2,
    );
    stage.check('nothing was paid', (await stage.paid(order)).length === 0);
  },
};

/** (b) Three orders, and the same e-mail merely typed. */
export const pickOne: Scene = {
  name: 'b',
  title: 'A signed-in customer with three orders picks one; the same e-mail merely typed gets no list',
  async play(stage) {
    const [story] = stage.stack.stories.threeOrders;
    if (story === undefined) throw new Error('The order book has no customer with three orders.');
    const customer = stage.signedIn(story.customer);
    stage.run(customer);
    await stage.says(customer, 'Where is my parcel?');
    const question = await stage.hears(customer);
    const numbers = [story.delivered, story.shipped, story.open].map(({ nummer }) => nummer);
    stage.check(
      'all three orders are offered',
      numbers.every((number) => question.includes(number)),
    );
    await stage.says(customer, `The one with number ${story.shipped.nummer} please`);
    const heard = await stage.hears(customer);
    await stage.hearsOut(customer);
    stage.check('the chosen order is told', heard.includes(story.shipped.nummer));
    const unauthenticated = stage.unauthenticated();
    stage.notes('somebody else types the same e-mail address, without being signed in');
    stage.run(unauthenticated);
    await stage.says(unauthenticated, `Where is my parcel? My e-mail address is ${story.customer.mail}`);
    const answer = await stage.hears(unauthenticated);
    stage.check('the order number is asked for', answer.includes('order number'));
    stage.check(
      'no order is listed',
      numbers.every((number) => !answer.includes(number)),
    );
  },
};

/** (h) Who can't be verified learns nothing. */
export const notVerified: Scene = {
  name: 'h',
  title: "A customer who can't be verified learns nothing",
  async play(stage) {
    const [order] = stage.stack.stories.single.shipped;
    if (order === undefined) throw new Error('The order book has no shipped order.');
    const foreign = await stage.guess(order.nummer);
    stage.notes('the same with an order number that does not exist');
    const nonexistent = await stage.guess('99999');
    stage.check(
      'the words are the same',
      foreign.replaceAll(order.nummer, '#') === nonexistent.replaceAll('99999', '#'),
    );
    const secrets = [order.customer.name, order.customer.mail, order.customer.plz, ...order.sendungsnummern];
    stage.check(
      'no fact of the order is told',
      secrets.every((secret) => !foreign.includes(secret)),
    );
  },
};
