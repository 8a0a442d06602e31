/** The agent's own reply. A text that is not sent yet survives a change of page; sent from two tabs, it counts once. */
import { Button, Kbd, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useRef, useState } from 'react';
import type { Row } from '../../api/contract';
import { Icon } from '../../parts/icon';
import { FailedNote } from '../../parts/states';
import { useKeys } from '../../parts/use-keys';
import { useCalls } from '../../shell/session';
import { useWords } from '../../words/use-words';
import parts from '../../parts/parts.module.css';
import styles from './inbox.module.css';

interface Draft {
  /** The reply's own id: sent twice, it counts once. */
  replyId: string;
  text: string;
}

const newDraft = (): Draft => ({ replyId: crypto.randomUUID(), text: '' });

function useDraft(id: string): [Draft, (draft: Draft) => void] {
  const key = `orderly.draft.${id}`;
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = localStorage.getItem(key);
    return kept === null ? newDraft() : (JSON.parse(kept) as Draft);
  });
  return [
    draft,
    (changed) => {
      if (changed.text === '') localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(changed));
      setDraft(changed);
    },
  ];
}

/** The field for a reply; while flows answer, that somebody has to take over first. */
export function Composer({
  conversation: { conversation: id, peopleSince },
}: {
  conversation: Row;
}): ReactNode {
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const [draft, setDraft] = useDraft(id);
  const sending = useReply(id, () => {
    setDraft(newDraft());
  });
  useKeys({ r: () => field.current?.focus() });
  if (peopleSince === undefined)
    return (
      <footer className={`${styles.composer ?? ''} ${parts.muted ?? ''}`}>{words.inbox.takeOverFirst}</footer>
    );
  const isEmpty = draft.text.trim() === '';
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isEmpty && !sending.isPending) sending.mutate(draft);
      }}
    >
      <Textarea
        ref={field}
        aria-label={words.inbox.reply}
        placeholder={words.inbox.replyPlaceholder}
        autosize
        minRows={2}
        maxRows={10}
        value={draft.text}
        onChange={({ currentTarget }) => {
          setDraft({ ...draft, text: currentTarget.value });
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <FailedNote error={sending.error} />
      <ComposerFoot isSending={sending.isPending} isEmpty={isEmpty} />
    </form>
  );
}

function ComposerFoot({ isSending, isEmpty }: { isSending: boolean; isEmpty: boolean }): ReactNode {
  const words = useWords();
  return (
    <div className={styles.composerFoot}>
      <span className={`${parts.muted ?? ''} ${styles.composerKeys ?? ''}`}>
        <Kbd size="xs">{words.keys.control}</Kbd> <Kbd size="xs">Enter</Kbd>
      </span>
      <Button
        type="submit"
        loading={isSending}
        disabled={isEmpty}
        leftSection={<Icon name="send" size={16} />}
      >
        {words.inbox.send}
      </Button>
    </div>
  );
}

function useReply(id: string, done: () => void): ReturnType<typeof useMutation<unknown, unknown, Draft>> {
  const calls = useCalls();
  const client = useQueryClient();
  return useMutation<unknown, unknown, Draft>({
    mutationFn: ({ replyId, text }) => calls.reply(id, { replyId, text: text.trim() }),
    onSuccess: async () => {
      done();
      await client.invalidateQueries({ queryKey: ['conversation', id] });
    },
  });
}
