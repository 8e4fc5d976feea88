import { Modal, type ModalProps } from '@mantine/core';
import { useWords } from '../words/words';

/** A dialog over the page; Escape closes it. */
export function Sheet(props: ModalProps) {
  const { t } = useWords();
  return <Modal {...props} closeButtonProps={{ 'aria-label': t('common.close') }} />;
}
