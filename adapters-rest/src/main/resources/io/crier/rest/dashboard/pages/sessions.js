import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { all } from '../core/api.js';
import { number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { createSession } from '../parts/create-session.js';
import { badge, empty, fact, figure, icon, loadingLines, own, when } from '../parts/ui.js';

class SessionsPage extends Page {
  constructor() {
    super();
    this.sessions = [];
  }

  open() {
    this.reload();
    this.reloadOn(['session.status', 'session.restriction', 'message.status']);
    this.every(15000, () => this.reload());
  }

  async load() {
    return { sessions: await all('/v1/sessions') };
  }

  async create() {
    const session = await createSession();
    if (session) location.hash = `#/session/${session.id}`;
  }

  render() {
    const connected = this.sessions.filter((it) => it.status === 'connected').length;
    const waiting = this.sessions.reduce((sum, it) => sum + (it.queueLength ?? 0), 0);
    const none = !this.loading && !this.problem && !this.sessions.length;
    return html`
      <div class="head">
        <div><h1>${t('page.sessions')}</h1><p>${t('sessions.text')}</p></div>
        ${none ? nothing : html`<button @click=${() => this.create()}>${t('sessions.new')}</button>`}
      </div>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${none ? empty(t('sessions.none'), t('sessions.none-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'sessions') : nothing}
      ${this.sessions.length ? html`
        <div class="figures">
          ${figure(`${number(connected)} / ${number(this.sessions.length)}`, t('sessions.connected'))}
          ${figure(waiting, t('sessions.waiting'))}
        </div>
        <div class="cards">${repeat(this.sessions, (it) => it.id, (it) => this.card(it))}</div>` : nothing}`;
  }

  card(session) {
    const status = session.disabled ? 'disabled' : session.paused && session.status === 'connected' ? 'paused' : session.status;
    return html`<article>
      <header><a href="#/session/${session.id}">${own(session.name)}</a>${badge(status)}</header>
      <dl class="facts">
        ${fact(t('number'), session.number && html`<span dir="ltr">${session.number}</span>`)}
        ${fact(t('engine'), session.engine)}
        ${fact(t('sessions.queue'), session.queueLength ? t('messages.count', { n: session.queueLength }) : t('sessions.queue-empty'))}
        ${fact(t('sessions.last-sent'), when(session.lastSentAt))}
      </dl>
      ${session.lastError ? html`<p class="small muted">${t(`error.${session.lastError}`)}</p>` : nothing}
      <div class="actions">
        ${session.status === 'connected'
          ? html`<a role="button" class="outline small" href="#/inbox/${session.id}">${icon('inbox')} ${t('page.inbox')}</a>`
          : html`<a role="button" class="small" href="#/session/${session.id}">${session.status === 'awaiting_scan' ? t('session.link') : t('session.open')}</a>`}
      </div>
    </article>`;
  }
}

customElements.define('page-sessions', SessionsPage);
