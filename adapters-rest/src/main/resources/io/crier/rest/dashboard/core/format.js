import { language, number, t } from './texts.js';

const SECOND = 1000;
const STEPS = [['second', 60], ['minute', 60], ['hour', 24], ['day', 7], ['week', 4.35], ['month', 12], ['year', Infinity]];

/** A moment as people say it: the time today, with the date before. */
export function moment(iso) {
  if (!iso) return '';
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const form = today ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' };
  return new Intl.DateTimeFormat(language(), form).format(date);
}

export function clock(iso) {
  return iso ? new Intl.DateTimeFormat(language(), { timeStyle: 'short' }).format(new Date(iso)) : '';
}

export function day(iso) {
  return iso ? new Intl.DateTimeFormat(language(), { dateStyle: 'medium' }).format(new Date(iso)) : '';
}

/** How long ago, or in how long: `2 minutes ago`, `in 5 seconds`. */
export function relative(iso, now = Date.now()) {
  if (!iso) return '';
  let amount = (new Date(iso).getTime() - now) / SECOND;
  if (Math.abs(amount) < 1) return t('time.now');
  for (const [unit, size] of STEPS) {
    if (Math.abs(amount) < size) {
      return new Intl.RelativeTimeFormat(language(), { numeric: 'auto' }).format(Math.round(amount), unit);
    }
    amount /= size;
  }
  return moment(iso);
}

export function bytes(size) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(Math.floor(Math.log10(Math.max(size, 1)) / 3), 3);
  return new Intl.NumberFormat(language(), {
    style: 'unit', unit: units[power], unitDisplay: 'short', maximumFractionDigits: 1,
  }).format(size / 1000 ** power);
}

/** How durations up to this one are shown: in which unit, for an axis and in words. */
export function durations(longestMs) {
  const [unit, scale] = longestMs < 120 * SECOND ? ['second', SECOND] : longestMs < 120 * 60 * SECOND ? ['minute', 60 * SECOND] : ['hour', 3600 * SECOND];
  const format = (unitDisplay) => {
    const form = new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
    return (value) => form.format(value);
  };
  return { scale, short: format('short'), long: format('long') };
}

/** What a message says, in one line. */
export function excerpt(message) {
  if (!message) return '';
  const said = message.body ?? message.caption ?? message.text ?? message.poll?.question ?? message.reaction?.emoji
    ?? message.interactive?.title ?? message.interactive?.text ?? message.filename ?? message.location?.name ?? message.contact?.name;
  const kind = message.type === 'text' ? '' : t(`type.${message.type}`);
  return [kind, said].filter(Boolean).join(' · ');
}

export { number };
