/** The mark: an eye that has no lid to close. */
export function Eye() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.9" aria-hidden="true">
      <path d="M1.8 12C4.2 7.6 7.7 5.4 12 5.4S19.8 7.6 22.2 12c-2.4 4.4-5.9 6.6-10.2 6.6S4.2 16.4 1.8 12Z" />
      <circle cx="12" cy="12" r="3.1" fill="currentColor" stroke="none" />
    </svg>
  );
}
