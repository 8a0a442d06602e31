/** One request: the facts, the customer's words, and exactly what will be executed. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ApprovalDetails } from '../../api/contract';
import { FactValue, fieldName, useFactLines } from '../../parts/fact-values';
import { Attachments, Card, Facts, Moment, Money } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { Loaded } from '../../parts/states';
import { useFlowTitles } from '../../shell/flow-titles';
import { useCalls, useMay } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import { StatePill } from './approval-lists';
import { Decide } from './decide';
import { Outcome } from './outcome';
import { whatOf } from './may-decide';
import styles from './approvals.module.css';

/** The request with a number. */
export function ApprovalDetail({ number }: { number: number }): ReactNode {
  const calls = useCalls();
  const approval = useQuery({
    queryKey: ['approval', String(number)],
    queryFn: () => calls.approval(number),
  });
  return <Loaded query={approval}>{(details) => <Shown approval={details} />}</Loaded>;
}

function Shown({ approval }: { approval: ApprovalDetails }): ReactNode {
  return (
    <article className={parts.detail} aria-label={`#${approval.number}`}>
      <Head approval={approval} />
      <CustomerWords approval={approval} />
      <Execution approval={approval} />
      <Context approval={approval} />
      <AboutRequest approval={approval} />
      {approval.state === 'open' ? <Decide approval={approval} /> : <Outcome approval={approval} />}
    </article>
  );
}

/** The amount first, then for whom, what, and why. */
function Head({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const { amount, summary } = approval;
  const { customerName: customer, orderNumber, subscriptionNumber, reason } = summary;
  const record = [
    ...(typeof orderNumber === 'string' ? [words.approvals.order(orderNumber)] : []),
    ...(typeof subscriptionNumber === 'string' ? [words.approvals.subscription(subscriptionNumber)] : []),
  ];
  return (
    <header className={styles.head}>
      <div className={styles.first}>
        {amount === undefined ? null : (
          <p className={styles.amount}>
            <Money amount={amount} />
          </p>
        )}
        <StatePill state={approval.state} />
      </div>
      {typeof customer === 'string' ? <p className={styles.whom}>{words.approvals.for(customer)}</p> : null}
      <h2>
        {[words.titles(whatOf(approval)), ...record].join(' · ')}{' '}
        <span className={parts.muted}>#{approval.number}</span>
      </h2>
      {typeof reason === 'string' ? (
        <p className={styles.why}>
          <span className={parts.muted}>{fieldName(words, 'reason')}: </span>
          <FactValue field="reason" value={reason} />
        </p>
      ) : null}
    </header>
  );
}

function Execution({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const { state, amount, requestedAt } = approval;
  const { found, lines, ...summary } = approval.summary;
  const what = words.titles(whatOf(approval));
  const own = useFactLines(summary, ['what', 'amount', ...contextFields]);
  const chosen = itemsIn(lines);
  const guard = useFactLines(
    typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {},
  );
  return (
    <>
      <Card title={words.approvals.executes(state)}>
        <Facts
          facts={[
            [words.approvals.what, amount === undefined ? what : `${what} · ${formats.amount(amount)}`],
            ...own,
          ]}
        />
        {chosen.length === 0 ? null : <Items items={chosen} />}
      </Card>
      {guard.length === 0 ? null : (
        <Card title={words.approvals.found(formats.moment(requestedAt))}>
          <Facts facts={guard} />
        </Card>
      )}
    </>
  );
}

/** Who it is for is shown beside what will be executed, and is not what an approver signs. */
const contextFields = ['customerName'];

/** What helps to decide, and is no part of what is approved. */
function Context({ approval: { summary, items = [] } }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const shown = Object.entries(summary).filter(([name]) => contextFields.includes(name));
  const facts = useFactLines(Object.fromEntries(shown));
  if (facts.length === 0 && items.length === 0) return null;
  return (
    <Card title={words.approvals.context}>
      <p className={styles.contextNote}>{words.approvals.contextNote}</p>
      <Facts facts={facts} />
      {items.length === 0 ? null : <Items items={items} label={words.approvals.items} />}
    </Card>
  );
}

type Item = NonNullable<ApprovalDetails['items']>[number];

function Items({ items, label }: { items: readonly Item[]; label?: string }): ReactNode {
  return (
    <>
      {label === undefined ? null : <h4 className={styles.itemsTitle}>{label}</h4>}
      <ul className={styles.items}>
        {items.map(({ name, variant, quantity, amount }, index) => (
          <li key={`${index} ${name}`}>
            <span className={parts.muted}>{quantity} ×</span>
            <span>
              {name}
              {variant === undefined ? null : <span className={parts.muted}> · {variant}</span>}
            </span>
            {amount === undefined ? null : <Money amount={amount} />}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The lines that a call names, as far as they are ones. */
function itemsIn(value: unknown): Item[] {
  if (!Array.isArray(value)) return [];
  return (value as Partial<Item>[]).flatMap(({ name, quantity, ...line }) =>
    typeof name === 'string' && typeof quantity === 'number' ? [{ ...line, name, quantity }] : [],
  );
}

function CustomerWords({ approval: { words: said } }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  if (said.length === 0) return null;
  return (
    <Card title={words.approvals.wrote}>
      <ul className={parts.stack}>
        {said.map(({ text, sentAt, startedBy, attachments }) => (
          <li key={sentAt + text} className={parts.quote}>
            {text}
            {attachments === undefined || attachments.length === 0 ? null : (
              <Attachments files={attachments} />
            )}
            <div className={`${parts.muted ?? ''} ${parts.small ?? ''}`}>
              <Moment at={sentAt} />
              {startedBy === undefined ? null : ` · ${words.inbox.writtenBy(startedBy)}`}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function AboutRequest({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const titles = useFlowTitles();
  const mayRuns = useMay('runs');
  const { fields } = words.approvals;
  const { role, requestedAt, expiresAt, startedBy = [], flow, workflowId, digest, escalateTo } = approval;
  const facts: (readonly [string, ReactNode])[] = [
    [fields.role, escalateTo === undefined ? role : `${role} → ${escalateTo}`],
    [fields.since, formats.full(requestedAt)],
    [fields.expires, formats.full(expiresAt)],
    ...(startedBy.length === 0 ? [] : [[fields.startedBy, startedBy.join(', ')] as const]),
    [
      fields.flow,
      mayRuns ? (
        <Link to="/runs/{-$run}" params={{ run: workflowId }}>
          {flow === undefined ? workflowId : titles(flow)}
        </Link>
      ) : (
        titles(flow ?? '')
      ),
    ],
  ];
  return (
    <Card title={words.approvals.request}>
      <Facts facts={facts} />
      <details>
        <summary>{words.approvals.technical}</summary>
        <Facts facts={[[fields.digest, <span className={parts.mono}>{digest}</span>]]} />
      </details>
    </Card>
  );
}
