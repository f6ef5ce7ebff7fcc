import { html, nothing } from 'lit';
import { has, number, t } from '../core/texts.js';
import { moment, relative } from '../core/format.js';

/** Small pieces that all pages are made of. */

const GOOD = new Set(['connected', 'delivered', 'read', 'played', 'sent', 'active', 'available', 'alive']);
const BAD = new Set(['failed', 'banned', 'unlinked', 'disabled', 'revoked', 'gone', 'suspended', 'replaced', 'outdated', 'silent']);
const BUSY = new Set(['connecting', 'awaiting_scan', 'sending', 'queued', 'pending', 'paused', 'disconnected', 'held', 'protected']);
const SHAPES = { good: '●', bad: '▲', busy: '◐', calm: '○' };

const tone = (status) => (GOOD.has(status) ? 'good' : BAD.has(status) ? 'bad' : BUSY.has(status) ? 'busy' : 'calm');

/** A status in words, with a shape for those who do not see the colour. */
export function badge(status, text = t(`status.${status}`)) {
  const kind = tone(status);
  return html`<span class="badge ${kind}"><span aria-hidden="true">${SHAPES[kind]}</span> ${text}</span>`;
}

export function icon(name) {
  return html`<svg class="icon" aria-hidden="true"><use href="/dashboard/icons.svg#${name}"></use></svg>`;
}

/** What went wrong and what to do next. */
export function problemBox(problem, retry) {
  const next = has(`problem.${problem.code}`) ? t(`problem.${problem.code}`) : problem.detail ?? problem.title ?? t('problem.unknown');
  return html`<div class="notice bad" role="alert">
    <p><strong>${t('problem.title')}</strong> ${next}</p>
    <p class="small muted">${problem.code}${problem.requestId ? html` · ${t('problem.request')} <code>${problem.requestId}</code>` : nothing}
      ${retry ? html`<button class="link" @click=${retry}>${t('again')}</button>` : nothing}</p>
  </div>`;
}

export function notice(kind, text, action = nothing) {
  return html`<div class="notice ${kind}" role="status"><p>${text}</p>${action}</div>`;
}

/** A page without content says what to do first. */
export function empty(title, text, action = nothing, name = 'box') {
  return html`<section class="empty">${icon(name)}<h2>${title}</h2><p>${text}</p>${action}</section>`;
}

export const when = (iso) => (iso ? html`<time datetime=${iso} title=${moment(iso)}>${relative(iso)}</time>` : html`<span class="muted">–</span>`);

export const loadingLines = (lines = 4) =>
  html`<div class="skeleton" aria-busy="true" aria-label=${t('loading')}>${Array.from({ length: lines }, () => html`<i></i>`)}</div>`;

/** Text that came from outside, in its own direction; numbers run from left to right everywhere. */
export const own = (text) => html`<bdi dir=${/^\+?\d/.test(text) ? 'ltr' : 'auto'}>${text}</bdi>`;

/** Name and value in a list of facts. */
export const fact = (name, value) => html`<div><dt>${name}</dt><dd>${value ?? html`<span class="muted">–</span>`}</dd></div>`;

export const figure = (value, name) => html`<div class="figure"><strong>${typeof value === 'number' ? number(value) : value}</strong><span>${name}</span></div>`;

/** A text to take along, with a button that copies it. */
export function copyable(text, label = t('copy')) {
  const copy = async ({ currentTarget }) => {
    await navigator.clipboard.writeText(text);
    const before = currentTarget.textContent;
    currentTarget.textContent = t('copied');
    setTimeout(() => (currentTarget.textContent = before), 1500);
  };
  return html`<div class="copyable" dir="ltr"><pre tabindex="0">${text}</pre><button class="outline small" @click=${copy}>${label}</button></div>`;
}

/** Offers what was fetched as a file. */
export function save(name, blob) {
  const link = Object.assign(document.createElement('a'), { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/** The fields of a form by their names, without the empty ones. */
export function fieldsOf(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
}

/** Handles a form's submission: no page load, the button busy meanwhile. */
export function submits(task) {
  return async (event) => {
    event.preventDefault();
    const form = event.target;
    const button = form.querySelector('[type=submit]');
    button?.setAttribute('aria-busy', 'true');
    if (button) button.disabled = true;
    try {
      await task(fieldsOf(form), form);
    } finally {
      button?.removeAttribute('aria-busy');
      if (button) button.disabled = false;
    }
  };
}

/** Shows more of a list. */
export const moreButton = (cursor, more) =>
  cursor ? html`<p class="center"><button class="outline" @click=${more}>${t('more')}</button></p>` : nothing;
