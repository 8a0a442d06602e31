/** Who is asking and how sure that is, what it is about, and what was tried. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Conversation, Handover, Verified } from '../../api/contract';
import { Facts, Money, Pill, Refusal } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import type { Tone } from '../../parts/states';
import { useMay } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import styles from './inbox.module.css';

const tones: Readonly<Record<Verified, Tone>> = {
  ...{ authenticated: 'ok', facts: 'ok', claimed: 'wait', unknown: 'plain' },
};

/** What an agent needs to know before they answer. */
export function About({ conversation }: { conversation: Conversation }): ReactNode {
  const handover = conversation.entries.findLast(({ kind }) => kind === 'handover')?.handover;
  return (
    <>
      <Who conversation={conversation} handover={handover} />
      <Matter conversation={conversation} handover={handover} />
      {handover === undefined ? null : <Tried handover={handover} />}
      <Further conversation={conversation} handover={handover} />
    </>
  );
}

/** How sure it is who is asking. */
export function verifiedOf({ entries, customer }: Conversation): Verified {
  const handover = entries.findLast(({ kind }) => kind === 'handover')?.handover;
  return (handover?.customer ?? customer)?.verified ?? 'unknown';
}

interface AboutProps {
  conversation: Conversation;
  handover: Handover | undefined;
}

function Who({ conversation, handover }: AboutProps): ReactNode {
  const words = useWords().inbox;
  const customer = handover?.customer ?? conversation.customer;
  const verified = verifiedOf(conversation);
  const facts: (readonly [string, ReactNode])[] = [
    ...(customer?.name === undefined ? [] : [[words.name, customer.name] as const]),
    ...(customer?.email === undefined ? [] : [[words.email, customer.email] as const]),
    ...(handover?.customer.ref === undefined ? [] : [[words.ref, handover.customer.ref] as const]),
  ];
  return (
    <section>
      <h3>{words.who}</h3>
      <div className={parts.stack}>
        <div className={parts.wrap}>
          <Pill tone={tones[verified]}>{words.verified[verified]}</Pill>
        </div>
        <p className={parts.muted}>{words.verifiedMeans[verified]}</p>
        {facts.length === 0 ? null : <Facts facts={facts} />}
      </div>
    </section>
  );
}

function Matter({ conversation, handover }: AboutProps): ReactNode {
  const words = useWords();
  const record = handover?.record ?? conversation.record;
  const intent = handover?.intent ?? conversation.intent;
  const { reason } = conversation;
  const facts: (readonly [string, ReactNode])[] = [
    ...(intent === undefined ? [] : [[words.inbox.intent, words.intents(intent)] as const]),
    ...(record === undefined
      ? []
      : [
          [
            words.inbox.record[record.kind ?? 'order'],
            [record.number, record.status === undefined ? '' : words.values('status', record.status)]
              .filter(Boolean)
              .join(' · '),
          ] as const,
        ]),
    ...(handover?.amount === undefined
      ? []
      : [[words.inbox.amount, <Money amount={handover.amount} />] as const]),
    ...(reason === undefined
      ? []
      : [[words.inbox.reason, words.titles(words.values('reason', reason))] as const]),
    ...(handover?.question === undefined ? [] : [[words.inbox.openQuestion, handover.question] as const]),
  ];
  if (facts.length === 0) return null;
  return (
    <section>
      <h3>{words.inbox.matter}</h3>
      <Facts facts={facts} />
    </section>
  );
}

function Tried({ handover: { tried, said } }: { handover: Handover }): ReactNode {
  const words = useWords();
  return (
    <>
      {said.length === 0 ? null : (
        <section>
          <h3>{words.inbox.said}</h3>
          <ul className={parts.stack}>
            {said.map(({ text, at }) => (
              <li key={at + text} className={parts.quote}>
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {tried.length === 0 ? null : (
        <section>
          <h3>{words.inbox.tried}</h3>
          <ul className={styles.tried}>
            {tried.map((one, at) => (
              <TriedLine key={`${one.operation}-${at}`} one={one} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function TriedLine({ one }: { one: Handover['tried'][number] }): ReactNode {
  const words = useWords();
  const { title, outcome, code, message, amount, reference, approval } = one;
  return (
    <li>
      <span>
        {words.titles(title)}
        {amount === undefined ? null : (
          <>
            {' '}
            · <Money amount={amount} />
          </>
        )}
      </span>
      <span className={parts.wrap}>
        <Pill tone={outcome === 'done' ? 'ok' : 'plain'}>{words.outcomes(outcome)}</Pill>
        {reference === undefined ? null : <span className={parts.mono}>{reference}</span>}
        {approval === undefined ? null : (
          <Link to="/approvals/{-$number}" params={{ number: String(approval.number) }}>
            #{approval.number}
          </Link>
        )}
      </span>
      {code === undefined ? null : <Refusal code={code} message={message} />}
    </li>
  );
}

function Further({ conversation: { conversation, begunAt }, handover }: AboutProps): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const mayRuns = useMay('runs');
  return (
    <section>
      <h3>{words.inbox.further}</h3>
      <ul className={parts.stack}>
        <li className={parts.muted}>{words.inbox.begun(formats.full(begunAt))}</li>
        {mayRuns ? (
          <li>
            <Link to="/runs/{-$run}" search={{ of: conversation }}>
              {words.inbox.runsOf}
            </Link>
          </li>
        ) : null}
        {handover?.links.run === undefined || !/^https?:/.test(handover.links.run) ? null : (
          <li>
            <a href={handover.links.run} target="_blank" rel="noopener noreferrer">
              {words.runs.inTemporal}
            </a>
          </li>
        )}
      </ul>
    </section>
  );
}
