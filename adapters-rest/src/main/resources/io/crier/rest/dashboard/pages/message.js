import { html, nothing } from 'lit';
import { get, here, remove } from '../core/api.js';
import { bytes, excerpt, moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { has, t } from '../core/texts.js';
import { attempts } from '../parts/delivery.js';
import { badge, fact, loadingLines, notice, own, when } from '../parts/ui.js';

const KINDS = { failed: 'bad', cancelled: 'bad', 'message.revoked': 'bad', 'message.edited': 'busy' };

const nameOf = (event) => (event.data.status ? t(`status.${event.data.status}`) : t(`happened.${event.type}`));

/** One message's whole story. */
class MessagePage extends Page {
  open() {
    this.reload();
    this.reloadOn(['message.status', 'message.media', 'message.edited', 'message.revoked', 'poll.vote'], 500);
  }

  get path() {
    return `/v1/messages/${this.route.rest[0]}`;
  }

  async load() {
    const [message, events] = await Promise.all([get(this.path), get(`${this.path}/events`)]);
    return { message, events: events.items };
  }

  async cancel() {
    await this.attempt(() => remove(this.path));
    await this.reload();
  }

  render() {
    if (this.loading) return loadingLines(6);
    const { message } = this;
    if (!message) return html`<h1>${t('page.message')}</h1>${this.problemBox}`;
    const inbound = message.direction === 'inbound';
    return html`
      <p class="small"><a href="#/messages">${t('page.messages')}</a></p>
      <div class="head">
        <div><h1>${own(excerpt(message) || t(`type.${message.type}`))}</h1><p>${badge(inbound ? 'received' : message.status)} ${message.possibleDuplicate ? badge('held', t('message.possible-duplicate')) : nothing}</p></div>
        <div class="actions">
          <a role="button" class="outline" href="#/inbox/${message.sessionId}/${encodeURIComponent(inbound ? message.from : message.to)}">${t('message.chat')}</a>
          ${message.status === 'queued' ? html`<button class="danger outline" @click=${() => this.cancel()}>${t('messages.cancel')}</button>` : nothing}
        </div>
      </div>
      ${this.problemBox}
      ${message.held ? notice('busy', html`${t(`held.${message.held.reason}`)} ${message.held.until ? when(message.held.until) : ''}`) : nothing}
      ${message.error ? notice('bad', html`${has(`error.${message.error.code}`) ? t(`error.${message.error.code}`) : message.error.message} <span class="small">(${message.error.code}${message.error.engineCode ? ` · ${message.error.engineCode}` : ''})</span>`) : nothing}
      <div class="columns">
        <section class="panel"><h2>${t('message.timeline')}</h2><ol class="timeline">${this.timeline().map(([name, iso, kind, deliveries]) => html`
          <li class=${kind ?? ''}><strong>${name}</strong><br><span class="muted small">${moment(iso)}</span>
            ${deliveries?.map((it) => this.delivery(it)) ?? nothing}</li>`)}</ol></section>
        <section class="panel"><h2>${t('message.facts')}</h2><dl class="facts">
          ${inbound ? fact(t('messages.from'), own(message.from)) : fact(t('messages.to'), own(message.to))}
          ${fact(t('session'), html`<a href="#/session/${message.sessionId}">${t('session.open')}</a>`)}
          ${fact(t('type'), t(`type.${message.type}`))}
          ${inbound ? nothing : fact(t('message.attempt'), message.attempt)}
          ${fact('ID', html`<code>${message.id}</code>`)}
          ${fact(t('message.wa-id'), message.waMessageId && html`<code>${message.waMessageId}</code>`)}
          ${message.metadata ? fact(t('message.metadata'), html`<code>${JSON.stringify(message.metadata)}</code>`) : nothing}
        </dl></section>
      </div>
      ${message.body || message.caption ? html`<section class="panel"><h2>${t('message.text')}</h2><p dir="auto" class="pre">${message.body ?? message.caption}</p></section>` : nothing}
      ${message.media ? html`<section class="panel"><h2>${t('message.file')}</h2><p>${badge(message.media.state)} ${own(message.filename ?? '')} ${message.media.size ? bytes(message.media.size) : ''}
        ${message.media.url ? html`<a href=${here(message.media.url)} target="_blank" rel="noopener">${t('message.open-file')}</a>` : nothing}</p></section>` : nothing}
      ${message.poll?.votes ? html`<section class="panel"><h2>${own(message.poll.question)}</h2><dl class="facts">${message.poll.votes.map((it) => fact(own(it.option), t('message.votes', { n: it.voters.length })))}</dl></section>` : nothing}
      ${message.menu ? html`<section class="panel"><h2>${t(`type.${message.type}`)}</h2><dl class="facts">${message.menu.options.map((it) => fact(own(it.title), own(it.description ?? it.id)))}</dl></section>` : nothing}
      ${message.history?.length ? html`<section class="panel"><h2>${t('message.history')}</h2>${message.history.map((it) => html`<p class="small muted">${moment(it.writtenAt)}</p><p dir="auto" class="pre">${it.body}</p>`)}</section>` : nothing}`;
  }

  delivery({ webhookId, delivery }) {
    return html`<div class="small"><a href="#/webhook/${webhookId}">${t('message.webhook')}</a> ${badge(delivery.state)} ${attempts(delivery)}</div>`;
  }

  /** What is to come, after the events; what the message itself tells once they are forgotten. */
  timeline() {
    const { message, events } = this;
    if (!events.length) return this.dates();
    const expected = message.status === 'queued' && message.estimatedSendAt;
    return [
      ...events.map(({ event, deliveries }) => [nameOf(event), event.timestamp, KINDS[event.data.status] ?? KINDS[event.type], deliveries]),
      ...(expected ? [[t('message.expected'), expected, 'busy']] : []),
    ];
  }

  dates() {
    const { message } = this;
    const inbound = message.direction === 'inbound';
    const failed = message.status === 'failed';
    return [
      [t(inbound ? 'message.was-sent' : 'message.accepted'), inbound ? message.sentAt ?? message.createdAt : message.createdAt],
      inbound ? [t('status.received'), message.createdAt] : [t('message.scheduled'), message.sendAt],
      inbound ? [] : [t('status.sent'), message.sentAt],
      [t('status.delivered'), inbound ? null : message.deliveredAt],
      [t('status.read'), message.readAt],
      [t('message.played'), message.playedAt],
      [t('message.edited'), message.editedAt, 'busy'],
      [t('status.revoked'), message.revokedAt, 'bad'],
      [t('message.expected'), message.status === 'queued' ? message.estimatedSendAt : null, 'busy'],
      failed ? [t('status.failed'), message.sentAt ?? message.createdAt, 'bad'] : [],
    ].filter(([, iso]) => iso);
  }
}

customElements.define('page-message', MessagePage);
