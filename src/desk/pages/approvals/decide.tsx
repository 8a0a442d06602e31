/** Approve or reject one request. */
import { Button, Textarea } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import type { ApprovalDetails, DecisionAnswer } from '../../api/contract';
import { Problem } from '../../api/http';
import { Icon } from '../../parts/icon';
import { FailedNote, Note } from '../../parts/states';
import { useKeys } from '../../parts/use-keys';
import { useSession } from '../../shell/session';
import { useFormats, useWords } from '../../words/use-words';
import parts from '../../parts/parts.module.css';
import { whatOf, whyNot } from './may-decide';
import styles from './approvals.module.css';
import { useDeciding } from './use-deciding';

type Stage = 'looking' | 'approving' | 'rejecting';

/** The two buttons, or why there are none. */
export function Decide({ approval }: { approval: ApprovalDetails }): ReactNode {
  const words = useWords();
  const session = useSession();
  const deciding = useDeciding();
  const [stage, setStage] = useState<Stage>('looking');
  const reason = whyNot(approval, session);
  const done = (): void => {
    setStage('looking');
  };
  useKeys(
    reason === undefined
      ? {
          a: () => {
            setStage('approving');
          },
          x: () => {
            setStage('rejecting');
          },
        }
      : {},
  );
  return (
    <section className={styles.decide} aria-label={words.approvals.decide}>
      {reason === undefined ? null : (
        <Note tone="wait" icon="warning">
          {words.approvals.whyNot[reason]}
        </Note>
      )}
      <AnswerNote answer={deciding.data} error={deciding.error} />
      {stage === 'looking' ? (
        <Buttons isBarred={reason !== undefined} choose={setStage} />
      ) : (
        <Confirmation approval={approval} stage={stage} deciding={deciding} done={done} />
      )}
    </section>
  );
}

function Buttons({ isBarred, choose }: { isBarred: boolean; choose: (stage: Stage) => void }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.buttons}>
      <Button
        disabled={isBarred}
        leftSection={<Icon name="check" size={16} />}
        onClick={() => {
          choose('approving');
        }}
      >
        {words.approvals.approve}
        <span aria-hidden="true">&nbsp;…</span>
      </Button>
      <Button
        variant="default"
        disabled={isBarred}
        leftSection={<Icon name="cross" size={16} />}
        onClick={() => {
          choose('rejecting');
        }}
      >
        {words.approvals.reject}
        <span aria-hidden="true">&nbsp;…</span>
      </Button>
    </div>
  );
}

interface ConfirmationProps {
  approval: ApprovalDetails;
  stage: 'approving' | 'rejecting';
  deciding: ReturnType<typeof useDeciding>;
  done: () => void;
}

function Confirmation({ approval, stage, deciding, done }: ConfirmationProps): ReactNode {
  const words = useWords();
  const [comment, setComment] = useState('');
  const isRejecting = stage === 'rejecting';
  const said = comment.trim();
  const heading = useId();
  return (
    <form
      className={styles.confirmation}
      aria-labelledby={heading}
      onSubmit={(event) => {
        event.preventDefault();
        const decision = isRejecting ? 'rejected' : 'approved';
        const verdict = { decision, ...(said === '' ? {} : { comment: said }) } as const;
        deciding.mutate({ approval, verdict }, { onSuccess: done });
      }}
      onKeyDown={({ key }) => {
        if (key === 'Escape') done();
      }}
    >
      <ToConfirm id={heading} approval={approval} isRejecting={isRejecting} />
      <Textarea
        aria-describedby={heading}
        {...(isRejecting
          ? { label: words.approvals.reason, description: words.approvals.reasonHint }
          : { 'aria-label': words.approvals.comment, placeholder: words.approvals.comment })}
        value={comment}
        autosize
        minRows={1}
        maxRows={6}
        required={isRejecting}
        ref={focused}
        maxLength={2_000}
        onChange={({ currentTarget }) => {
          setComment(currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <ConfirmButtons
        {...{ approval, isRejecting, done }}
        isPending={deciding.isPending}
        isReady={!isRejecting || said !== ''}
      />
    </form>
  );
}

/** What the agent is about to decide: it has not been decided yet. */
function ToConfirm({
  id,
  approval,
  isRejecting,
}: {
  id: string;
  approval: ApprovalDetails;
  isRejecting: boolean;
}): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const { amount, summary } = approval;
  const [number, customer] = [
    summary['orderNumber'] ?? summary['subscriptionNumber'],
    summary['customerName'],
  ];
  const what = [
    words.titles(whatOf(approval)),
    ...(amount === undefined ? [] : [formats.amount(amount)]),
    ...[number, customer].filter((part) => typeof part === 'string'),
  ].join(' · ');
  return (
    <div className={styles.confirm} id={id}>
      <p>
        <strong>{isRejecting ? words.approvals.confirmReject : words.approvals.confirmApprove}</strong>{' '}
        <span className={parts.muted}>
          {isRejecting ? words.approvals.rejectMeans : words.approvals.approveMeans}
        </span>
      </p>
      <p>{what}</p>
    </div>
  );
}

/** The panel is always in sight: what is decided above it stays where it is. */
const focused = (element: HTMLElement | null): void => {
  element?.focus({ preventScroll: true });
};

interface ConfirmButtonsProps {
  approval: ApprovalDetails;
  isRejecting: boolean;
  isPending: boolean;
  isReady: boolean;
  done: () => void;
}

function ConfirmButtons({
  approval: { amount },
  isRejecting,
  isPending,
  isReady,
  done,
}: ConfirmButtonsProps): ReactNode {
  const words = useWords();
  const formats = useFormats();
  const approves =
    amount === undefined ? words.approvals.approveNow : words.approvals.approveAmount(formats.amount(amount));
  return (
    <div className={styles.buttons}>
      <Button
        type="submit"
        loading={isPending}
        disabled={!isReady}
        {...(isRejecting ? { color: 'red' } : {})}
      >
        {isRejecting ? words.approvals.rejectNow : approves}
      </Button>
      <Button variant="default" onClick={done} disabled={isPending}>
        {words.states.cancel}
      </Button>
    </div>
  );
}

function AnswerNote({ answer, error }: { answer: DecisionAnswer | undefined; error: unknown }): ReactNode {
  const words = useWords();
  const formats = useFormats();
  if (error instanceof Problem && error.code === 'sign_in_stale')
    return (
      <Note tone="wait" icon="clock" live>
        {words.approvals.signInAgain}
      </Note>
    );
  if (answer === undefined) return <FailedNote error={error} />;
  if (answer.accepted) return null;
  if (answer.code === 'approval_under_way' && answer.countsUntil !== undefined)
    return (
      <Note tone="wait" icon="clock" live>
        {words.approvals.underWay(formats.moment(answer.countsUntil))}
      </Note>
    );
  return (
    <Note tone="bad" icon="warning" live>
      {words.approvals.refused[answer.code ?? ''] ?? words.approvals.notCounted}
      {answer.approver === undefined
        ? ''
        : ` ${words.approvals.first(answer.approver, words.approvals.states[answer.decision ?? ''] ?? '')}`}
    </Note>
  );
}
