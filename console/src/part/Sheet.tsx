import { Modal, type ModalProps } from '@mantine/core';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { useWords } from '../words/words';

/**
 * A dialog over the page; Escape closes it. It is there with the key that opened it, and what is marked `data-autofocus` has
 * the focus: whoever types on loses no letter. Then the focus goes back to where it was.
 */
export function Sheet(props: ModalProps) {
  const { t } = useWords();
  const { opened } = props;
  const sheet = useRef<HTMLDivElement | null>(null);
  // Also when the page began with it: then its box comes behind the first drawing.
  const shown = useCallback((box: HTMLDivElement | null) => {
    sheet.current = box;
    begin(box);
  }, []);
  const before = useRef<HTMLElement | null>(null);
  useLayoutEffect(() => {
    if (opened) {
      before.current = document.activeElement as HTMLElement | null;
      begin(sheet.current);
    } else {
      before.current?.focus({ preventScroll: true });
      before.current = null;
    }
  }, [opened]);
  return (
    <Modal
      {...props}
      ref={shown}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    />
  );
}

function begin(box: HTMLElement | null) {
  box?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}
