import { Modal, type ModalProps } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../words/words';

/**
 * A dialog over the page; Escape closes it. It is there with the key that opened it, and what is marked `data-autofocus` has
 * the focus: whoever types on loses no letter. Then the focus goes back to where it was.
 */
export function Sheet(props: ModalProps) {
  const { t } = useWords();
  const { opened } = props;
  const sheet = useRef<HTMLDivElement>(null);
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (opened) {
      before.current = document.activeElement as HTMLElement | null;
      sheet.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
    } else {
      before.current?.focus({ preventScroll: true });
      before.current = null;
    }
  }, [opened]);
  return (
    <Modal
      {...props}
      ref={sheet}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    />
  );
}
