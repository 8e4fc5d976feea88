/** How lengths, sizes and moments are written. All take the language; moments take the site's zone, too. */

/** 80 ms, 4.8 s, 2 min 5 s, 3 h 12 min, 14 d. */
export function duration(seconds: number, locale: string): string {
  if (seconds < 0) {
    return `−${duration(-seconds, locale)}`;
  }
  if (seconds < 0.9995 && seconds > 0) {
    return `${number(seconds * 1000, locale)} ms`;
  }
  if (seconds < 60) {
    return `${number(seconds, locale, 1)} s`;
  }
  if (seconds < 3600) {
    const rest = Math.floor(seconds % 60);
    return `${Math.floor(seconds / 60)} min${rest ? ` ${rest} s` : ''}`;
  }
  if (seconds < 172_800) {
    const rest = Math.floor((seconds % 3600) / 60);
    return `${Math.floor(seconds / 3600)} h${rest ? ` ${rest} min` : ''}`;
  }
  return `${number(Math.floor(seconds / 86_400), locale)} d`;
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

/** Decimal units, as disks are sold: 1.2 GB. */
export function bytes(count: number, locale: string): string {
  let unit = 0;
  let value = count;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${number(value, locale, unit === 0 || value >= 100 ? 0 : 1)} ${UNITS[unit]}`;
}

export function number(value: number, locale: string, digits = 0): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
}

/** With one digit behind the point, always: for columns. */
export function tenths(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(value);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clock(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let made = clocks.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(british(locale), { timeZone: zone, hourCycle: 'h23', ...options });
    clocks.set(key, made);
  }
  return made;
}

const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit' };
const DAY: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

/** 14:03:07 */
export function timeOfDay(ms: number, locale: string, zone: string): string {
  return clock(locale, zone, TIME).format(ms);
}

/** 14:03 */
export function minuteOfDay(ms: number, locale: string, zone: string): string {
  return clock(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** 14:03:07.412 */
export function exactTime(ms: number, locale: string, zone: string): string {
  return clock(locale, zone, { ...TIME, fractionalSecondDigits: 3 }).format(ms);
}

/** 14 May 2026 */
export function day(ms: number, locale: string, zone: string): string {
  return clock(locale, zone, DAY).format(ms);
}

/** Thu, 14 May */
export function shortDay(ms: number, locale: string, zone: string): string {
  return clock(locale, zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(ms);
}

/** 14 May 2026, 14:03:07 */
export function moment(ms: number, locale: string, zone: string): string {
  return `${day(ms, locale, zone)}, ${timeOfDay(ms, locale, zone)}`;
}

/** The short name of the zone at that moment: CEST, UTC, GMT+2. */
export function zoneName(ms: number, locale: string, zone: string): string {
  const parts = clock(locale, zone, { timeZoneName: 'short' }).formatToParts(ms);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? zone;
}

/** Minutes the zone's clocks are ahead of UTC at that moment. */
export function zoneOffsetMinutes(ms: number, zone: string): number {
  const parts = clock('en', zone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Math.round((wall - Math.floor(ms / 1000) * 1000) / 60_000);
}

/** The moment at which the zone's clocks show this date and time (of `2026-05-14T14:03`). */
export function fromLocal(text: string, zone: string): number {
  const naive = Date.parse(`${text}Z`);
  const first = naive - zoneOffsetMinutes(naive, zone) * 60_000;
  return naive - zoneOffsetMinutes(first, zone) * 60_000;
}

/** The other way: `2026-05-14T14:03:07`, as a date field wants it. */
export function toLocal(ms: number, zone: string): string {
  return new Date(ms + zoneOffsetMinutes(ms, zone) * 60_000).toISOString().slice(0, 19);
}

/** English with days before months and 24 hours. */
function british(locale: string): string {
  return locale === 'en' ? 'en-GB' : locale;
}
