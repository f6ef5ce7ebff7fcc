import { html, svg } from 'lit';
import { t } from '../core/texts.js';
import { ask } from './dialog.js';

const HOUR_MS = 3600 * 1000;

/** How many messages an hour can send at this pace, rests included. */
export function perHour({ gap, rest }) {
  const mean = (gap.minMs + gap.maxMs) / 2;
  const resting = rest ? (rest.minMs + rest.maxMs) / 2 / rest.every : 0;
  return HOUR_MS / Math.max(mean + resting, 1);
}

function hourIn(zone, at) {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: zone }).format(at));
}

const hourOf = (clock) => Number(clock.split(':')[0]);

function isQuiet(quiet, at) {
  if (!quiet) return false;
  const [from, to, hour] = [hourOf(quiet.from), hourOf(quiet.to), hourIn(quiet.zone, at)];
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** What the next 24 hours send of what waits, each with its number; null in quiet hours. */
export function plan(session, now = Date.now()) {
  const { pacing } = session;
  const rate = perHour(pacing);
  const blockedUntil = session.restrictedUntil ? new Date(session.restrictedUntil).getTime() : 0;
  let waiting = session.queueLength ?? 0;
  let left = pacing.dailyCap ?? Infinity;
  return Array.from({ length: 24 }, (_, index) => {
    const at = now + index * HOUR_MS;
    if (new Date(at).getUTCHours() === 0 && index) left = pacing.dailyCap ?? Infinity;
    if (isQuiet(pacing.quietHours, at)) return { at, sends: null };
    if (at < blockedUntil || session.paused || session.status !== 'connected') return { at, sends: 0 };
    const sends = Math.min(rate, waiting, left);
    waiting -= sends;
    left -= sends;
    return { at, sends };
  });
}

/** A picture of the next 24 hours, and the same in words. */
export function nextHours(session) {
  const hours = plan(session);
  const most = Math.max(1, ...hours.map((it) => it.sends ?? 0));
  const sends = hours.reduce((sum, it) => sum + (it.sends ?? 0), 0);
  const quiet = hours.filter((it) => it.sends === null).length;
  const words = [
    t('pacing.at-most', { n: Math.floor(perHour(session.pacing)) }),
    session.queueLength ? t('pacing.next-day', { sent: Math.round(sends), waiting: session.queueLength }) : t('pacing.nothing-waits'),
    quiet ? t('pacing.quiet-hours', { n: quiet }) : '',
  ].filter(Boolean).join(' ');
  return html`<svg class="hours" viewBox="0 0 240 60" preserveAspectRatio="none" role="img" aria-label=${words}>
      ${hours.map(({ sends: count }, index) => bar(index, count, most))}
    </svg>
    <p class="small muted hours-scale"><span>${t('pacing.now')}</span><span>+12 ${t('pacing.hours')}</span><span>+24 ${t('pacing.hours')}</span></p>
    <p class="small">${words}</p>`;
}

function bar(index, sends, most) {
  const quiet = sends === null;
  const height = quiet ? 60 : Math.max(2, (sends / most) * 58);
  return svg`<rect x=${index * 10 + 1} y=${60 - height} width="8" height=${height} class=${quiet ? 'quiet' : sends ? 'full' : 'idle'}></rect>`;
}

/** Asks for a new pace; resolves with what `submit` returns. */
export function pacingForm(pacing, submit) {
  const seconds = (ms) => Math.round(ms / 1000);
  const { gap, dailyCap, newContactsPerDay, typing, quietHours } = pacing;
  return ask({
    title: t('pacing.change'),
    body: html`
      <p class="small muted">${t('pacing.why')}</p>
      <div class="grid">
        <label>${t('pacing.gap-from')}<input name="min" type="number" min="0" max="3600" required .value=${String(seconds(gap.minMs))}></label>
        <label>${t('pacing.gap-to')}<input name="max" type="number" min="0" max="3600" required .value=${String(seconds(gap.maxMs))}></label>
      </div>
      <div class="grid">
        <label>${t('pacing.daily-cap')}<input name="dailyCap" type="number" min="1" placeholder=${t('pacing.none')} .value=${dailyCap ? String(dailyCap) : ''}></label>
        <label>${t('pacing.new-contacts')}<input name="newContacts" type="number" min="0" placeholder=${t('pacing.automatic')} .value=${newContactsPerDay == null ? '' : String(newContactsPerDay)}></label>
      </div>
      <div class="grid">
        <label>${t('pacing.quiet-from')}<input name="quietFrom" type="time" .value=${quietHours?.from ?? ''}></label>
        <label>${t('pacing.quiet-to')}<input name="quietTo" type="time" .value=${quietHours?.to ?? ''}></label>
      </div>
      <label>${t('pacing.zone')}<input name="zone" .value=${quietHours?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone}></label>
      <label class="choice"><input name="typing" type="checkbox" ?checked=${typing}> ${t('pacing.typing')}</label>`,
    submit: (fields) => submit({
      gap: { minMs: fields.min * 1000, maxMs: fields.max * 1000 },
      dailyCap: fields.dailyCap ? Number(fields.dailyCap) : null,
      newContactsPerDay: fields.newContacts ? Number(fields.newContacts) : null,
      quietHours: fields.quietFrom && fields.quietTo ? { from: fields.quietFrom, to: fields.quietTo, zone: fields.zone } : null,
      typing: fields.typing === 'on',
    }),
  });
}

