import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { all, call, get, post, remove, upTo, withQuery } from '../core/api.js';
import { excerpt, moment, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { badge, empty, loadingLines, moreButton, own, save, when } from '../parts/ui.js';

const PAGE = 50;
const STATUSES = ['queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'cancelled', 'received'];
const MOST = 1000;

/** What waits, what was sent and what came, live. */
class MessagesPage extends Page {
  constructor() {
    super();
    this.messages = [];
    this.sessions = [];
    this.pages = 1;
  }

  open() {
    this.reload();
    this.reloadOn(['message.status', 'message.received', 'message.edited', 'message.revoked', 'message.sent_elsewhere'], () => Math.min(this.pages, 5) * 1000);
    all('/v1/sessions').then((sessions) => this.show({ sessions }), () => {});
  }

  get filter() {
    const { query } = this.route;
    const at = (name) => (query.get(name) ? new Date(query.get(name)).toISOString() : undefined);
    return {
      sessionId: query.get('sessionId'), status: query.get('status'), direction: query.get('direction'),
      peer: query.get('peer'), from: at('from'), to: at('to'),
    };
  }

  async load() {
    const filter = this.filter;
    return filter.status === 'queued' && !filter.peer && !filter.from && !filter.to ? this.loadQueue(filter.sessionId) : this.loadPages();
  }

  /** What waits, in the order of sending. */
  async loadQueue(sessionId) {
    const sessions = await all('/v1/sessions');
    const busy = sessions.filter((it) => it.queueLength && (!sessionId || it.id === sessionId));
    const queues = await Promise.all(busy.map((it) => get(`/v1/sessions/${it.id}/queue`)));
    const messages = queues.flatMap((it) => it.items);
    const due = (it) => (it.status === 'sending' ? '' : it.estimatedSendAt ?? '9');
    return { messages: messages.sort((a, b) => due(a).localeCompare(due(b))), nextCursor: undefined };
  }

  async loadPages() {
    const { items, nextCursor } = await upTo('/v1/messages', this.filter, PAGE * this.pages);
    return { messages: items, nextCursor: items.length < MOST ? nextCursor : undefined };
  }

  async more() {
    this.pages = Math.min(this.pages * 2, MOST / PAGE);
    await this.reload();
  }

  filterBy({ currentTarget }) {
    const query = new URLSearchParams([...new FormData(currentTarget)].filter(([, value]) => value));
    this.pages = 1;
    location.hash = `#/messages${query.size ? `?${query}` : ''}`;
  }

  async cancel(message) {
    await this.attempt(() => remove(`/v1/messages/${message.id}`));
    await this.reload();
  }

  async again(message) {
    const { sessionId, to, type, body } = message;
    await this.attempt(() => post('/v1/messages', { sessionId, to, type, body }));
    await this.reload();
  }

  /** Not by the link itself: a browser does not show why a download is refused. */
  async export(event) {
    event.preventDefault();
    const { href } = event.currentTarget;
    if (this.exporting) return;
    this.show({ exporting: true });
    await this.attempt(async () => {
      const answer = await call('GET', href, { headers: { Accept: 'text/csv, application/problem+json' } });
      save('messages.csv', await answer.blob());
    });
    this.show({ exporting: false });
  }

  render() {
    const { query } = this.route;
    const filtered = query.size > 0;
    return html`
      <div class="head"><div><h1>${t('page.messages')}</h1><p>${t('messages.text')}</p></div>
        ${this.messages.length ? html`<div class="actions"><a role="button" class="outline" download="messages.csv" aria-busy=${this.exporting ? 'true' : nothing} href=${withQuery('/v1/messages/export', this.filter)} @click=${(event) => this.export(event)}>${t('messages.export')}</a></div>` : nothing}</div>
      <nav class="tabs" aria-label=${t('page.messages')}>${[['', 'messages.all'], ['queued', 'messages.queue'], ['failed', 'messages.failed']].map(([status, text]) => html`
        <a href="#/messages${status ? `?status=${status}` : ''}" aria-current=${(query.get('status') ?? '') === status ? 'page' : nothing}>${t(text)}</a>`)}</nav>
      <form class="filters" @change=${(event) => this.filterBy(event)} @submit=${(event) => { event.preventDefault(); this.filterBy(event); }}>
        ${this.choice('sessionId', t('session'), this.sessions.map((it) => [it.id, it.name]))}
        ${this.choice('status', t('status'), STATUSES.map((it) => [it, t(`status.${it}`)]))}
        ${this.choice('direction', t('direction'), ['outbound', 'inbound'].map((it) => [it, t(`direction.${it}`)]))}
        <label>${t('messages.peer')}<input name="peer" type="search" dir="ltr" placeholder="+966…" .value=${query.get('peer') ?? ''}></label>
        <label>${t('from-time')}<input name="from" type="datetime-local" .value=${query.get('from') ?? ''}></label>
        <label>${t('to-time')}<input name="to" type="datetime-local" .value=${query.get('to') ?? ''}></label>
        ${filtered ? html`<a href="#/messages">${t('messages.clear')}</a>` : nothing}
      </form>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${!this.loading && !this.messages.length && !this.problem
        ? query.get('status') === 'queued'
          ? empty(t('messages.queue-empty'), t('messages.queue-empty-text'), html`<a role="button" class="outline" href="#/start">${t('messages.send')}</a>`, 'tick')
          : filtered
          ? empty(t('messages.none-found'), t('messages.none-found-text'), html`<a role="button" class="outline" href="#/messages">${t('messages.clear')}</a>`, 'messages')
          : empty(t('messages.none'), t('messages.none-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'messages')
        : this.messages.length ? this.table() : nothing}
      ${moreButton(this.nextCursor, () => this.more())}`;
  }

  choice(name, label, options) {
    const chosen = this.route.query.get(name);
    return html`<label>${label}<select name=${name}><option value="">${t('all')}</option>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}</select></label>`;
  }

  table() {
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.messages')}><table>
      <thead><tr><th scope="col" class="number">#</th><th scope="col">${t('status')}</th><th scope="col">${t('messages.who')}</th>
        <th scope="col">${t('message')}</th><th scope="col">${t('time')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
      <tbody>${repeat(this.messages, (it) => it.id, (it) => this.row(it))}</tbody></table></div>`;
  }

  row(message) {
    const inbound = message.direction === 'inbound';
    const status = message.revokedAt ? 'revoked' : inbound ? 'received' : message.status;
    return html`<tr>
      <td class="number">${message.position === undefined ? '' : number(message.position + 1)}</td>
      <td>${badge(status)}${message.held ? html`<br><span class="small muted">${t(`held.${message.held.reason}`)}${message.held.until ? html` · ${when(message.held.until)}` : nothing}</span>` : nothing}
        ${message.error ? html`<br><span class="small muted">${t(`error.${message.error.code}`)}</span>` : nothing}</td>
      <td><span class="small muted">${t(inbound ? 'messages.from' : 'messages.to')}</span><br>${own(message.fromName ?? (inbound ? message.from : message.to) ?? '')}</td>
      <td class="text"><a href="#/message/${message.id}">${own(excerpt(message) || t(`type.${message.type}`))}</a></td>
      <td class="nowrap">${message.estimatedSendAt && message.status === 'queued' ? html`≈ ${when(message.estimatedSendAt)}` : moment(message.sentAt ?? message.createdAt)}</td>
      <td class="nowrap">${message.status === 'queued' ? html`<button class="link" @click=${() => this.cancel(message)}>${t('messages.cancel')}</button>` : nothing}
        ${message.status === 'failed' && message.type === 'text' ? html`<button class="link" @click=${() => this.again(message)}>${t('messages.retry')}</button>` : nothing}</td>
    </tr>`;
  }
}

customElements.define('page-messages', MessagesPage);
