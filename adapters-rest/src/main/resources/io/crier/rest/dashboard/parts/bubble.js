import { html, nothing } from 'lit';
import { here } from '../core/api.js';
import { bytes, clock, excerpt, number } from '../core/format.js';
import { t } from '../core/texts.js';
import { own } from './ui.js';

const TICKS = { scheduled: '◷', queued: '◷', sending: '◷', sent: '✓', delivered: '✓✓', read: '✓✓', played: '✓✓', failed: '✕', cancelled: '⊘' };
const EMOJIS = ['👍', '❤️', '😂', '🙏'];

/** One message as a chat shows it. Everything that came from outside is text, never markup. */
export function bubble(message, all, { reply, react }) {
  const out = message.direction === 'outbound';
  const status = message.status === 'played' ? 'read' : message.status;
  return html`<li class=${out ? 'out' : ''}>
    ${message.fromName && message.author ? html`<strong class="small">${own(message.fromName)}</strong>` : nothing}
    ${message.forwarded ? html`<p class="small muted">${t('inbox.forwarded')}</p>` : nothing}
    ${quoted(message, all)}
    ${message.revokedAt ? html`<p class="muted"><em>${t('inbox.deleted')}</em></p>` : nothing}
    ${content(message)}
    ${reactions(message, all)}
    <div class="below">
      ${message.editedAt ? html`<span>${t('message.edited')}</span>` : nothing}
      <a class="muted" href="#/message/${message.id}">${clock(message.sentAt ?? message.createdAt)}</a>
      ${out ? html`<span class="ticks ${status}" title=${t(`status.${status}`)}><span class="sr">${t(`status.${status}`)}</span><span aria-hidden="true">${TICKS[message.status] ?? ''}</span></span>` : nothing}
      ${message.waMessageId && !message.revokedAt ? html`<details class="menu"><summary aria-label=${t('inbox.actions')}>⋯</summary><div>
        <button class="link" @click=${reply}>${t('inbox.reply')}</button>
        ${EMOJIS.map((it) => html`<button class="link" aria-label=${t('inbox.react', { emoji: it })} @click=${() => react(it)}>${it}</button>`)}</div></details>` : nothing}
    </div></li>`;
}

function quoted(message, all) {
  if (!message.replyTo && !message.quoted) return nothing;
  const original = all.find((it) => it.id === (message.quoted?.messageId ?? message.replyTo));
  return html`<blockquote>${own(original ? excerpt(original) : message.quoted?.text ?? t('inbox.unknown-message'))}</blockquote>`;
}

function content(message) {
  const text = message.body ?? message.caption;
  return html`${file(message)}
    ${message.poll ? poll(message.poll) : nothing}
    ${message.location ? html`<p>${t('type.location')}: <a href="https://www.openstreetmap.org/?mlat=${message.location.latitude}&mlon=${message.location.longitude}" target="_blank" rel="noopener noreferrer">${own(message.location.name ?? `${message.location.latitude}, ${message.location.longitude}`)}</a></p>` : nothing}
    ${message.contact || message.contacts ? html`<p>${(message.contacts ?? [message.contact]).map((it) => html`${own(`${it.name ?? ''} ${it.number ?? ''}`)}<br>`)}</p>` : nothing}
    ${message.interactive ? html`<p dir="auto">${message.interactive.title ?? message.interactive.text ?? ''}</p>` : nothing}
    ${message.type === 'unsupported' || message.type === 'unavailable' ? html`<p class="muted"><em>${t(`type.${message.type}`)}</em></p>` : nothing}
    ${message.menu?.header ? html`<p dir="auto"><strong>${message.menu.header}</strong></p>` : nothing}
    ${text ? html`<p dir="auto">${text}</p>` : nothing}
    ${message.preview?.title ? html`<p class="small muted">${own(message.preview.title)}</p>` : nothing}
    ${message.menu ? menu(message.menu) : nothing}`;
}

function file({ media, type, filename }) {
  if (!media) return nothing;
  if (media.state && media.state !== 'available') return html`<p class="muted">${t(`type.${type}`)} · ${t(`media.${media.state}`)}</p>`;
  const name = filename ?? t(`type.${type}`);
  const url = here(media.url);
  if (type === 'image' || type === 'sticker') return html`<a href=${url} target="_blank" rel="noopener"><img src=${url} alt=${name} loading="lazy"></a>`;
  if (type === 'video') return html`<video src=${url} controls preload="none" aria-label=${name}></video>`;
  if (type === 'audio') return html`<audio src=${url} controls preload="none" aria-label=${name}></audio>`;
  return html`<p><a href=${url} target="_blank" rel="noopener">${own(name)}</a> ${media.size ? html`<span class="muted small">${bytes(media.size)}</span>` : nothing}</p>`;
}

function poll({ question, options, votes }) {
  return html`<p dir="auto"><strong>${question}</strong></p>
    <ul class="poll">${(votes ?? options.map((option) => ({ option, voters: [] }))).map(({ option, voters }) => html`<li>${own(option)} <span class="muted">${number(voters.length)}</span></li>`)}</ul>`;
}

function menu({ footer, button, options }) {
  return html`${footer ? html`<p class="small muted" dir="auto">${footer}</p>` : nothing}
    ${button ? html`<p dir="auto"><strong>${button}</strong></p>` : nothing}
    <ul class="poll">${options.map(({ title, description }) => html`<li>${own(title)} ${description ? html`<span class="muted">${own(description)}</span>` : nothing}</li>`)}</ul>`;
}

/** The last reaction of each person. */
function reactions(message, all) {
  const byPerson = new Map();
  for (const it of all) {
    if (it.type === 'reaction' && it.reaction?.messageId === message.id) byPerson.set(it.author ?? it.direction, it.reaction.emoji);
  }
  const emojis = [...byPerson.values()].filter(Boolean);
  return emojis.length ? html`<p class="reactions" aria-label=${t('inbox.reactions')}>${emojis.join(' ')}</p>` : nothing;
}
