/** Several requests at once: each amount is listed, and each is decided by its own digest. */
import { Button, Modal, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Amount, Approval } from '../../api/contract';
import { FactValue } from '../../parts/fact-values';
import { problemWords } from '../../parts/states';
import { Money } from '../../parts/parts';
import parts from '../../parts/parts.module.css';
import { useFormats, useWords } from '../../words/use-words';
import { whatOf } from './may-decide';
import styles from './approvals.module.css';
import { useDeciding, type Verdict } from './use-deciding';

type Decision = Verdict['decision'];

/** What can be done with the requests that are marked. */
export function SeveralBar({
  approvals,
  clear,
}: {
  approvals: readonly Approval[];
  clear: () => void;
}): ReactNode {
  const words = useWords();
  const [decision, setDecision] = useState<Decision>();
  const [shown, setShown] = useState<readonly Approval[]>([]);
  const open = (chosen: Decision) => (): void => {
    // What is decided stays listed, although it leaves the list behind the dialog.
    setShown(approvals);
    setDecision(chosen);
  };
  const close = (): void => {
    setDecision(undefined);
    clear();
  };
  return (
    <>
      {approvals.length === 0 ? null : (
        <div className={styles.several} role="region" aria-label={words.approvals.marked(approvals.length)}>
          <strong>{words.approvals.marked(approvals.length)}</strong>
          <div className={styles.buttons}>
            <Button onClick={open('approved')}>{words.approvals.approve}</Button>
            <Button variant="default" onClick={open('rejected')}>
              {words.approvals.reject}
            </Button>
          </div>
        </div>
      )}
      <Modal
        opened={decision !== undefined}
        onClose={close}
        title={words.approvals.several(shown.length)}
        closeButtonProps={{ 'aria-label': words.states.close }}
      >
        {decision === undefined ? null : <SeveralForm approvals={shown} decision={decision} close={close} />}
      </Modal>
    </>
  );
}

interface FormProps {
  approvals: readonly Approval[];
  decision: Decision;
  close: () => void;
}

function SeveralForm({ approvals, decision, close }: FormProps): ReactNode {
  const words = useWords();
  const [comment, setComment] = useState('');
  const { results, isRunning, decideAll } = useDecidingAll(approvals);
  const isRejecting = decision === 'rejected';
  const isDone = results.size === approvals.length;
  return (
    <div className={parts.stack}>
      <AmountList approvals={approvals} results={results} />
      {isDone ? null : (
        <Textarea
          label={isRejecting ? words.approvals.reason : words.approvals.comment}
          value={comment}
          required={isRejecting}
          autosize
          onChange={({ currentTarget }) => {
            setComment(currentTarget.value);
          }}
        />
      )}
      {isDone ? (
        <Button onClick={close}>{words.states.close}</Button>
      ) : (
        <Button
          loading={isRunning}
          disabled={isRejecting && comment.trim() === ''}
          onClick={() =>
            void decideAll({ decision, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) })
          }
        >
          {isRejecting
            ? words.approvals.rejectAll(approvals.length)
            : words.approvals.approveAll(approvals.length)}
        </Button>
      )}
    </div>
  );
}

type Results = ReadonlyMap<number, string>;

function useDecidingAll(approvals: readonly Approval[]): {
  results: Results;
  isRunning: boolean;
  decideAll: (verdict: Verdict) => Promise<void>;
} {
  const words = useWords();
  const { mutateAsync } = useDeciding();
  const [results, setResults] = useState<Results>(new Map());
  const [isRunning, setRunning] = useState(false);
  const decideAll = async (verdict: Verdict): Promise<void> => {
    setRunning(true);
    for (const approval of approvals) {
      const result = await mutateAsync({ approval, verdict }).then(
        ({ accepted, code = '' }) =>
          accepted
            ? (words.approvals.states[verdict.decision] ?? '')
            : (words.approvals.refused[code] ?? words.approvals.notCounted),
        (error: unknown) => problemWords(words, error).text,
      );
      setResults((before) => new Map(before).set(approval.number, result));
    }
    setRunning(false);
  };
  return { results, isRunning, decideAll };
}

function AmountList({ approvals, results }: { approvals: readonly Approval[]; results: Results }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  return (
    <ul className={styles.amounts} aria-live="polite">
      {approvals.map((approval) => (
        <li key={approval.number}>
          <span>
            #{approval.number} {words.titles(whatOf(approval))}
          </span>
          <strong>{approval.amount === undefined ? '–' : <Money amount={approval.amount} />}</strong>
          <span className={parts.muted}>
            {results.get(approval.number) ?? (
              <FactValue field="customerName" value={approval.summary['customerName']} />
            )}
          </span>
        </li>
      ))}
      {totals(approvals).map((amount) => (
        <li key={amount.currency} className={styles.total}>
          <span>{words.approvals.total}</span>
          <span>{formats.amount(amount)}</span>
        </li>
      ))}
    </ul>
  );
}

function totals(approvals: readonly Approval[]): Amount[] {
  const byCurrency = new Map<string, number>();
  for (const { amount } of approvals)
    if (amount !== undefined)
      byCurrency.set(amount.currency, (byCurrency.get(amount.currency) ?? 0) + amount.minor);
  return [...byCurrency].map(([currency, minor]) => ({ currency, minor }));
}
