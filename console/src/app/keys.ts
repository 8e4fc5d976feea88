import { useEffect } from 'react';
import { useNavigate } from 'react-router';

/** Whether a key belongs to what has the focus, and not to the page. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLInputElement ||
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null)
  );
}

/** Ctrl-K finds anything, ? shows the keys. */
export function useGlobalKeys(find: () => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        find();
      } else if (event.key === '?' && !isTyping(event.target)) {
        navigate('/help/keys');
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [find, navigate]);
}

export type Keys = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** Keys of a page: by `event.key`, with `Shift+` before letters that are meant with it. */
export function usePageKeys(keys: Keys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      // The space bar presses a button that has the focus; it plays only when none has.
      if (
        event.key === ' ' &&
        event.target instanceof HTMLElement &&
        event.target.closest('button, a, [role="button"]')
      ) {
        return;
      }
      const name =
        event.shiftKey && /^[a-z]$/i.test(event.key) ? `Shift+${event.key.toLowerCase()}` : event.key;
      const act = keys[name] ?? keys[name.toLowerCase()];
      if (act) {
        event.preventDefault();
        act(event);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
