import { describe as group, expect, test } from 'vitest';
import fc from 'fast-check';
import { describe as details, waitingOn } from '../../../src/workflows/interpreter/describe.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import type { Command } from '../../../src/contracts/interpreter-command.js';
import type { Decision } from '../../../src/contracts/approval.js';
import { reduce } from '../../../src/workflows/interpreter/reduce.js';
import type { RunState } from '../../../src/workflows/interpreter/state.js';

import { freeze } from './flows.js';
import { flows, play, sequences } from './happenings.js';

const seed = Number(process.env['SEED'] ?? 20_261_128);
const runs = { seed, numRuns: 300 };

group(`whatever happens (seed ${seed})`, () => {
  test('the interpreter never throws, never changes what it is given, and is deterministic', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      freeze(ir);
      for (const { event, before, after, commands } of play(ir, happenings)) {
        expect(reduce(ir, before, event)).toMatchObject({ state: after, commands });
      }
    });
    fc.assert(property, runs);
  });

  test('the state is JSON, and a run goes on from its JSON as from itself', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      for (const { event, before, after, commands } of play(ir, happenings)) {
        const revived = JSON.parse(JSON.stringify(before)) as RunState;
        expect(revived).toStrictEqual(before);
        expect(JSON.parse(JSON.stringify(reduce(ir, revived, event).state))).toStrictEqual(after);
        expect(JSON.parse(JSON.stringify(commands))).toStrictEqual(commands);
      }
    });
    fc.assert(property, runs);
  });

  test('an event that is not taken changes nothing', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      for (const { before, after, commands, taken } of play(ir, happenings)) {
        if (!taken) expect(after).toBe(before);
        if (!taken) expect(commands).toEqual([]);
      }
    });
    fc.assert(property, runs);
  });

  test('no visit of a call is called again after it came out, and never two calls at once', () => {
    const property = fc.property(flows, sequences(12), (ir, happenings) => {
      const over = new Set<string>();
      for (const { event, commands, taken } of play(ir, happenings)) {
        if (taken && event.is === 'called' && !isOnItsWay(event.result)) over.add(visitOf(event.id));
        const calls = commands.filter((command) => command.do === 'call');
        expect(calls.length).toBeLessThanOrEqual(1);
        for (const { id } of calls) expect(over).not.toContain(visitOf(id));
      }
    });
    fc.assert(property, runs);
  });

  test('a call carries a decision only if exactly it was approved, once, before', () => {
    const property = fc.property(flows, sequences(12), (ir, happenings) => {
      const approved: Decision[] = [];
      for (const { event, commands, taken } of play(ir, happenings)) {
        if (taken && event.is === 'decided') {
          expect(event.decision.digest).toBe('d1');
          expect(approved.map(({ requestId }) => requestId)).not.toContain(event.decision.requestId);
          approved.push(event.decision);
        }
        for (const command of commands) {
          if (command.do !== 'call' || command.decision === undefined) continue;
          expect(approved).toContainEqual({
            ...command.decision,
            decision: 'approved',
            requestId: `wf-1#${visitOf(command.id)}`,
          });
        }
      }
    });
    fc.assert(property, runs);
  });

  test('a run that has ended has taken back every question, request and timer, and says nothing more', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      const open = new Set<string>();
      const turns = play(ir, happenings);
      for (const { event, commands, taken } of turns) {
        if (taken && event.is === 'answered') open.delete(`ask ${event.id}`);
        if (taken && event.is === 'timer_fired') open.delete(`timer ${event.id}`);
        for (const command of commands) track(open, command);
      }
      const last = turns.at(-1)?.after;
      if (last?.ended !== undefined) expect([...open]).toEqual([]);
      const endings = turns
        .flatMap(({ commands }) => commands)
        .filter(({ do: what }) => what === 'end' || what === 'fail');
      expect(endings.length).toBeLessThanOrEqual(1);
    });
    fc.assert(property, runs);
  });

  test('what a request has reserved is freed or answered for when a run ends, and what is accepted is never freed', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      const reserved = new Set<string>();
      const accepted = new Set<string>();
      const turns = play(ir, happenings);
      for (const { event, commands, taken } of turns) {
        if (taken && event.is === 'called' && !event.result.outcome.startsWith('needs_'))
          reserved.delete(visitOf(event.id));
        if (taken && event.is === 'called' && event.result.outcome === 'accepted')
          accepted.add(visitOf(event.id));
        for (const command of commands) {
          if (command.do === 'request_approval') reserved.add(visitOf(command.id.replace('wf-1#', '')));
          if (command.do !== 'release') continue;
          reserved.delete(visitOf(command.id));
          expect(accepted).not.toContain(visitOf(command.id));
        }
      }
      if (turns.at(-1)?.after.ended !== undefined) expect([...reserved]).toEqual([]);
    });
    fc.assert(property, runs);
  });

  test('details and what it waits for can always be shown', () => {
    const property = fc.property(flows, sequences(25), (ir, happenings) => {
      for (const { after } of play(ir, happenings)) {
        expect(details(ir, after)).toContain('A flow for tests');
        if (after.ended !== undefined) expect(waitingOn(after, ir)).toEqual([]);
      }
    });
    fc.assert(property, runs);
  });
});

const isOnItsWay = ({ outcome }: CallResult): boolean =>
  outcome === 'accepted' || outcome.startsWith('needs_');

/** Asks, requests and timers that the driver would still hold open; the first command of a run is none of them. */
function track(open: Set<string>, command: Command): void {
  const { do: what } = command;
  if (what === 'ask' || what === 'timer' || what === 'request_approval') open.add(`${what} ${command.id}`);
  if (what === 'withdraw_ask') open.delete(`ask ${command.id}`);
  if (what === 'cancel_timer') open.delete(`timer ${command.id}`);
  if (what === 'withdraw_approval') open.delete(`request_approval ${command.id}`);
}

const visitOf = (id: string): string => id.split('/')[0] ?? id;
