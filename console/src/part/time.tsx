import { useEffect, useState } from 'react';
import { duration, moment, timeOfDay, zoneName } from '../words/quantity';
import { useWords } from '../words/words';

/** The zone moments are shown in: the browser's; always printed beside them. */
export const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** Time, now and then anew. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** A moment of today as 14:03:07, an older one with its day. */
export function Moment({ at }: { at: string | number }) {
  const { language } = useWords();
  const ms = typeof at === 'number' ? at : Date.parse(at);
  const today = new Date().toDateString() === new Date(ms).toDateString();
  return (
    <time
      dateTime={new Date(ms).toISOString()}
      data-day={today ? 'today' : 'other'}
      title={`${moment(ms, language, zone)} ${zoneName(ms, language, zone)}`}
    >
      {today ? timeOfDay(ms, language, zone) : moment(ms, language, zone)}
    </time>
  );
}

export function useQuantity() {
  const { language } = useWords();
  return { language, length: (seconds: number) => duration(seconds, language) };
}
