/** Keys of the pages: one letter each, never while somebody writes. */
import { useEffect, useRef } from 'react';

/** What a key does. */
export type Keys = Readonly<Record<string, () => void>>;

/** Listens to keys as long as the part is shown. */
export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isWriting(event.target))
        return;
      const act = current.current[event.key];
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', hear);
    return () => {
      document.removeEventListener('keydown', hear);
    };
  }, []);
}

/** Moves through the rows of a list by j and k; Enter opens the one that has the focus, as with any link. */
export function useRowKeys(): void {
  useKeys({
    j: () => {
      focusRow(1);
    },
    k: () => {
      focusRow(-1);
    },
  });
}

function focusRow(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter(
    (row) => row.offsetParent !== null,
  );
  const focused = rows.findIndex((row) => row === document.activeElement);
  const at =
    focused >= 0
      ? focused
      : rows.findIndex(
          (row) => row.hasAttribute('aria-current') && row.getAttribute('aria-current') !== 'false',
        );
  const next = at < 0 ? 0 : Math.min(Math.max(at + by, 0), rows.length - 1);
  rows[next]?.focus();
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role=dialog]') !== null
  );
}
