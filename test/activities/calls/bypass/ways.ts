/** Ways to get a write without being entitled to it; each ends in an outcome that is none. */
import { refundReasons } from '../../../../src/contracts/refund-reason.js';
import { releaseMoney } from '../../../../src/activities/release-reserved-money.js';
import type { Decision } from '../../../../src/contracts/approval.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { generateKey } from '../../../../src/security/signing-keys.js';
import { approved } from '../support/approving.js';
import { type CallOptions, channelKey, dayMs } from '../support/world.js';
import { hashes, type Scene, stepOf } from './ground.js';
import type { Owned } from './writes.js';

/** Tries it; resolves with how it ended. */
type Way = (scene: Scene) => Promise<string>;

/** Ways by their name. */
type Ways = Readonly<Record<string, Way>>;

const without = (options: CallOptions, name: keyof CallOptions): CallOptions =>
  Object.fromEntries(Object.entries(options).filter(([each]) => each !== name));

const changed =
  (change: (scene: Scene, right: CallOptions) => CallOptions): Way =>
  async (scene) =>
    scene.call(change(scene, await scene.right()));

const withRecord = (right: CallOptions, { kind }: Owned, record: JsonObject): CallOptions => ({
  ...right,
  inputs: { ...right.inputs, [kind]: record },
});

/** The record is looked up by whoever is asked to be, as a flow does before it writes. */
const looksUp = async ({ world, mine }: Scene, options: CallOptions = {}): Promise<void> => {
  const step = mine.kind === 'order' ? 'get' : 'getSubscription';
  await world.call(step, { inputs: { number: mine.number }, ...options });
};

const mallory = { email: 'mallory@evil.example', ref: 'k_mallory' };

/** By whom it is: nobody, somebody else, somebody who guesses. */
export const strangers: Ways = {
  'nobody has said who they are': changed((_, right) => ({ ...right, facts: {} })),
  'an e-mail is guessed': changed((_, right) => ({ ...right, facts: { email: mallory.email } })),
  'a postcode is guessed': changed((_, right) => ({ ...right, facts: { postcode: '99999' } })),
  'a number is all that is known': changed(({ mine }, right) => ({
    ...right,
    facts: { number: mine.number },
  })),
  'somebody else has signed in': changed(({ world }, right) => ({
    ...right,
    facts: {},
    customer: world.voucher(mallory),
  })),
  'the owner is named, and nobody vouches for it': changed(({ mine }, right) => ({
    ...right,
    facts: {},
    customer: { email: mine.email, ref: mine.customerRef },
  })),
  'a voucher is forged': changed(({ world, mine }, right) => ({
    ...right,
    facts: {},
    customer: world.voucher({ email: mine.email }, {}, generateKey().privateKey),
  })),
  'a voucher was made for another conversation': changed(({ world, mine }, right) => ({
    ...right,
    facts: {},
    customer: world.voucher({ email: mine.email }, { conversation: 'c2' }, channelKey.privateKey),
  })),
  'a voucher is over': changed(({ world, mine }, right) => ({
    ...right,
    facts: {},
    customer: world.voucher({ email: mine.email }, { expiresAt: Date.now() - 1 }),
  })),
  'the fact comes after three wrong ones': async (scene) => {
    for (const postcode of ['11111', '22222', '33333']) await looksUp(scene, { facts: { postcode } });
    return scene.call(await scene.right());
  },
  'the owner was verified in another conversation': async (scene) => {
    await looksUp(scene, { facts: { email: scene.mine.email }, conversation: 'c2' });
    return scene.call({ ...(await scene.right()), facts: {} });
  },
  'the owner was verified yesterday': async (scene) => {
    await looksUp(scene, { facts: { email: scene.mine.email } });
    scene.world.later.ms = dayMs + 1000;
    return scene.call({ ...(await scene.right()), facts: {} });
  },
};

/** The customer is verified for their own record, and writes on another. */
export const foreignRecords: Ways = {
  'facts of one’s own record are told for another one': async (scene) => {
    await looksUp(scene, { facts: { email: scene.mine.email } });
    return scene.call({ ...(await scene.right(scene.theirs)), facts: { email: scene.mine.email } });
  },
  'one’s own number stands on another record': async (scene) => {
    const right = await scene.right(scene.theirs);
    const record = { ...scene.theirs.record, number: scene.mine.number };
    return scene.call({ ...withRecord(right, scene.theirs, record), facts: { email: scene.mine.email } });
  },
  'another one’s reference stands on one’s own record': async (scene) => {
    await looksUp(scene, { facts: { email: scene.mine.email } });
    const ref = scene.theirs.record['ref'] ?? null;
    return scene.call(withRecord(await scene.right(), scene.mine, { ...scene.mine.record, ref }));
  },
  'one’s own e-mail stands on another record': async (scene) => {
    const right = await scene.right(scene.theirs);
    const record = { ...scene.theirs.record, customerEmail: scene.mine.email };
    return scene.call({ ...withRecord(right, scene.theirs, record), facts: { email: scene.mine.email } });
  },
  'a voucher for one’s own is shown for another one': async (scene) => {
    const customer = scene.world.voucher({ email: scene.mine.email });
    return scene.call({ ...(await scene.right(scene.theirs)), facts: {}, customer });
  },
};

/** The flow is not the published one, or not this one. */
export const otherFlows: Ways = {
  'the flow has no such step': changed((_, right) => ({ ...right, hash: 'h1' })),
  'the flow is nobody’s': changed((_, right) => ({ ...right, hash: 'made-up' })),
  'the step is one for another operation': async (scene) => {
    const operation = scene.write.operation === 'orders.add_note' ? 'orders.cancel' : 'orders.add_note';
    return scene.call({ ...(await scene.right()), operation });
  },
  'the record is none': changed(({ mine }, right) => withRecord(right, mine, { ref: 'x' })),
  'people have paused all writes': async (scene) => {
    await scene.store.pauses.pause(scene.world.merchant, 'writes', 'anna');
    return scene.call(await scene.right());
  },
  'the conversation has been erased': async (scene) => {
    await scene.store.erasure.close(scene.world.merchant, 'c1');
    return scene.call(await scene.right());
  },
};

/** Nobody has said yes. */
export const unconfirmed: Ways = {
  'nobody has said yes': changed((_, right) => without(right, 'confirmed')),
  'a voucher stands for a yes': changed(({ world, mine }, right) => ({
    ...without(right, 'confirmed'),
    customer: world.voucher({ email: mine.email }),
  })),
};

/** An approval is asked for; what is decided then is changed, and the call is made again with it. */
const decided =
  (
    change: (scene: Scene, decision: Decision) => Partial<CallOptions> | Promise<Partial<CallOptions>>,
    asks: Partial<CallOptions> = {},
  ): Way =>
  async (scene) => {
    scene.world.config.bands = {};
    const right = { ...(await scene.right()), ...asks };
    const asked = await scene.result(right);
    if (asked.outcome !== 'needs_approval') throw new Error(`not asked for, but ${asked.outcome}`);
    scene.world.askedUntil = asked.request.expiresAt;
    const { decision } = decisionOf(scene, asked.request.digest);
    return scene.call({ ...right, decision, ...(await change(scene, decision)) });
  };

const decisionOf = ({ world, write }: Scene, digest: string, changes: Partial<Decision> = {}, key?: string) =>
  approved(
    world,
    digest,
    { requestId: `${world.merchant}/c1/run#${stepOf(write)}#1`, ...changes },
    ...(key === undefined ? [] : [key]),
  );

/** The record is free again, so that nothing but the decision is in the way. */
const release = ({ world, write }: Scene): Promise<void> =>
  releaseMoney(world.deps)({
    ...{ merchant: world.merchant, workflowId: `${world.merchant}/c1/run`, step: stepOf(write), visit: 1 },
  });

const approver = (changes: object): Way =>
  decided(({ world }) => {
    world.config.approvers = { anna: { ...world.config.approvers['anna']!, ...changes } };
    return {};
  });

/** Money, without the approval that it needs. */
export const unapproved: Ways = {
  'no band covers it': async (scene) => {
    scene.world.config.bands = {};
    return scene.call(await scene.right());
  },
  'the band is for less': async (scene) => {
    scene.world.config.bands = {
      'refund.autoApprove': { upTo: { minor: 1, currency: 'EUR' }, reasons: refundReasons },
    };
    return scene.call(await scene.right());
  },
  'the band is in another currency': async (scene) => {
    scene.world.config.bands = {
      'refund.autoApprove': { upTo: { minor: 900_000, currency: 'USD' }, reasons: refundReasons },
    };
    return scene.call(await scene.right());
  },
  'an agent has said the customer’s yes': changed((_, right) => ({ ...right, confirmed: 'agent' })),
  'the approval was edited out of the flow': changed((_, right) => ({ ...right, hash: hashes.edited })),
  'the decision is signed by somebody else': decided((scene, { digest }) =>
    decisionOf(scene, digest, {}, generateKey().privateKey),
  ),
  'the token is typed': decided((_, decision) => ({ decision: { ...decision, token: 'approved by me' } })),
  'the decision is for something else': decided((scene) => decisionOf(scene, 'another digest')),
  'a rejection is shown as an approval': decided((scene, { digest }) =>
    decisionOf(scene, digest, { decision: 'rejected' }),
  ),
  'the approval is another conversation’s': decided(async (scene) => {
    await release(scene);
    return { conversation: 'c2', workflowId: `${scene.world.merchant}/c2/run` };
  }),
  'the approval was for the visit before': decided(async (scene) => {
    await release(scene);
    return { visit: 2 };
  }),
  'the approver has no role any more': approver({ roles: [] }),
  'the approver’s limit is lower': approver({ limit: { minor: 1, currency: 'EUR' } }),
  'the approver’s limit is in another currency': approver({ limit: { minor: 900_000, currency: 'USD' } }),
  'the approver has left': decided(({ world }) => {
    world.config.approvers = {};
    return {};
  }),
  'the approver has asked for it': decided(() => ({}), { startedBy: 'anna' }),
  'the approver has said the customer’s yes': decided(() => ({}), { answeredBy: ['anna'] }),
};

/** Amounts that were never offered; only of what sends one. */
export const amounts: Ways = {
  // Who is paid would like more, and who pays less.
  'an amount is better than the offer': async (scene) =>
    scene.call(withAmount(await scene.right(), scene.write.effect === 'money' ? 1_000_000 : 1)),
  'an amount is less than nothing': async (scene) => scene.call(withAmount(await scene.right(), -100)),
  'an amount is nothing': async (scene) => scene.call(withAmount(await scene.right(), 0)),
  'an amount is in another currency': async (scene) =>
    scene.call(withAmount(await scene.right(), 100, 'USD')),
};

const withAmount = (right: CallOptions, minor: number, currency = 'EUR'): CallOptions => ({
  ...right,
  inputs: { ...right.inputs, amount: { minor, currency } },
});
