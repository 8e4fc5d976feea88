/** What a sentence's place may be filled with. */
export type Params = Readonly<Record<string, string | number>>;

/**
 * Fills a message written in the part of ICU MessageFormat that the console uses: `{name}`,
 * `{n, plural, =0 {none} one {# camera} other {# cameras}}` and `{kind, select, a {…} other {…}}`, nested at will.
 * A place nobody filled stays visible as `{name}`: a missing word is a fault to be seen, not to be hidden.
 */
export function format(message: string, params: Params, locale: string): string {
  return fill(message, params, locale, undefined);
}

function fill(message: string, params: Params, locale: string, count: number | undefined): string {
  let out = '';
  let at = 0;
  while (at < message.length) {
    const char = message[at] as string;
    if (char === '#' && count !== undefined) {
      out += new Intl.NumberFormat(locale).format(count);
      at++;
    } else if (char === '{') {
      const end = closing(message, at);
      out += place(message.slice(at + 1, end), params, locale, count);
      at = end + 1;
    } else {
      out += char;
      at++;
    }
  }
  return out;
}

function place(inside: string, params: Params, locale: string, count: number | undefined): string {
  const [name = '', kind, rest = ''] = splitTwice(inside);
  if (kind === undefined) {
    const value = params[name];
    if (value === undefined) {
      return `{${name}}`;
    }
    return typeof value === 'number' ? new Intl.NumberFormat(locale).format(value) : value;
  }
  const value = params[name] ?? 'other';
  const choices = readChoices(rest);
  if (kind === 'plural') {
    const number = Number(value);
    const rule = new Intl.PluralRules(locale).select(number);
    const chosen = choices.get(`=${number}`) ?? choices.get(rule) ?? choices.get('other') ?? '';
    return fill(chosen, params, locale, number);
  }
  return fill(choices.get(String(value)) ?? choices.get('other') ?? '', params, locale, count);
}

/** `name, kind, rest` at the first two commas; the rest may hold commas of its own. */
function splitTwice(inside: string): string[] {
  const first = inside.indexOf(',');
  if (first < 0) {
    return [inside.trim()];
  }
  const second = inside.indexOf(',', first + 1);
  return [inside.slice(0, first).trim(), inside.slice(first + 1, second).trim(), inside.slice(second + 1)];
}

function readChoices(text: string): Map<string, string> {
  const choices = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{', at);
    if (open < 0) {
      break;
    }
    const end = closing(text, open);
    choices.set(text.slice(at, open).trim(), text.slice(open + 1, end));
    at = end + 1;
  }
  return choices;
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') {
      depth++;
    } else if (text[at] === '}' && --depth === 0) {
      return at;
    }
  }
  return text.length;
}
