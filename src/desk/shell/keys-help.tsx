/** The keys, as `?` shows them. */
import { Kbd, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Facts } from '../parts/parts';
import { useKeys } from '../parts/use-keys';
import { useWords } from '../words/use-words';

const keys = ['j', 'k', 'Enter', '/', 't', 'r', 'a', 'x', 'Esc', '?'] as const;

/** A dialog that opens by `?`. */
export function KeysHelp(): ReactNode {
  const words = useWords();
  const [isOpen, setOpen] = useState(false);
  useKeys({
    '?': () => {
      setOpen(true);
    },
  });
  return (
    <Modal
      opened={isOpen}
      onClose={() => {
        setOpen(false);
      }}
      title={words.keys.title}
      closeButtonProps={{ 'aria-label': words.states.close }}
    >
      <Facts facts={keys.map((key) => [words.keys.names[key], <Kbd key={key}>{key}</Kbd>] as const)} />
    </Modal>
  );
}
