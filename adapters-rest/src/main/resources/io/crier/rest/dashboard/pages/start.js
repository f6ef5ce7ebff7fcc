import { html, nothing } from 'lit';
import { all, get, post, withQuery } from '../core/api.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { createSession } from '../parts/create-session.js';
import { examplesFor } from '../parts/examples.js';
import '../parts/link-phone.js';
import { badge, copyable, icon, loadingLines, own, submits } from '../parts/ui.js';

/** From an empty server to a message that arrives: four steps, each begins when the one before is done. */
class StartPage extends Page {
  constructor() {
    super();
    this.session = null;
    this.message = null;
    this.key = null;
  }

  open() {
    this.reload();
    this.reloadOn(['session.status', 'message.status'], 300);
  }

  async load() {
    const sessions = await all('/v1/sessions');
    const session = sessions.find((it) => it.id === this.session?.id) ?? sessions.find((it) => it.status === 'connected') ?? sessions[0] ?? null;
    let { message } = this;
    if (session) {
      message = message
        ? await get(`/v1/messages/${message.id}`)
        : (await get(withQuery('/v1/messages', { sessionId: session.id, direction: 'outbound', limit: 1 }))).items[0] ?? null;
    }
    return { session, message };
  }

  async create(fields) {
    const session = await this.attempt(() => post('/v1/sessions', { ...fields, engine: 'simulator' }));
    if (session) await this.reload();
  }

  async createOther() {
    const session = await createSession();
    if (session) {
      this.show({ session });
      await this.reload();
    }
  }

  async send(fields) {
    const message = await this.attempt(() => post('/v1/messages', { sessionId: this.session.id, type: 'text', ...fields }));
    if (message) this.show({ message });
  }

  async makeKey() {
    const issued = await this.attempt(() => post('/v1/api-keys', { name: t('start.key-name'), role: 'send' }));
    if (issued) this.show({ key: issued.key });
  }

  /** The first step that is not done. */
  get now() {
    if (!this.session) return 1;
    if (!this.session.linkedAt) return 2;
    if (!this.message) return 3;
    return ['delivered', 'read', 'played'].includes(this.message.status) ? 5 : 4;
  }

  step(number, title, content) {
    const state = number < this.now ? 'done' : number === this.now ? 'now' : 'later';
    return html`<li class=${state} aria-current=${state === 'now' ? 'step' : nothing}><h2>${title}</h2>${content}</li>`;
  }

  render() {
    if (this.loading) return loadingLines(6);
    return html`
      <div class="head"><div><h1>${t('page.start')}</h1><p>${t('start.text')}</p></div></div>
      ${this.problemBox}
      <ol class="steps">
        ${this.step(1, t('start.session'), this.session ? html`<p>${own(this.session.name)} ${badge(this.session.status)}</p>` : this.sessionForm())}
        ${this.step(2, t('start.scan'), this.now === 2
          ? (this.session.status === 'awaiting_scan' ? html`<link-phone .session=${this.session}></link-phone>` : html`<p aria-busy="true">${t('status.connecting')}</p>`)
          : this.now > 2 ? html`<p>${t('start.linked')} <span dir="ltr">${this.session.number ?? ''}</span></p>` : nothing)}
        ${this.step(3, t('start.send'), this.now === 3 ? this.messageForm() : this.message ? html`<p>${own(this.message.body ?? t(`type.${this.message.type}`))}</p>` : nothing)}
        ${this.step(4, t('start.arrive'), this.message ? this.ticks() : nothing)}
        ${this.step(5, t('start.program'), this.now >= 5 ? this.program() : nothing)}
      </ol>`;
  }

  sessionForm() {
    return html`<p>${t('start.session-text')}</p>
      <form class="filters" @submit=${submits((fields) => this.create(fields))}>
        <label>${t('name')}<input name="name" required maxlength="64" value=${t('start.first-name')}></label>
        <button type="submit">${t('start.simulated')}</button>
        <button type="button" class="outline" @click=${() => this.createOther()}>${t('start.real')}</button>
      </form>`;
  }

  messageForm() {
    return html`<form @submit=${submits((fields) => this.send(fields))}>
      <div class="grid">
        <label>${t('to')}<input name="to" type="tel" dir="ltr" required value=${this.session.engine === 'simulator' ? '+966501234567' : ''}></label>
        <label>${t('message')}<input name="body" required maxlength="4096" value=${t('start.body')}></label>
      </div>
      <button type="submit">${icon('send')} ${t('send')}</button>
    </form>`;
  }

  ticks() {
    const { status } = this.message;
    const passed = ['queued', 'sending', 'sent', 'delivered', 'read'];
    const reached = passed.indexOf(status === 'played' ? 'read' : status);
    return html`<p aria-live="polite">${passed.map((it, index) => html`<span class="badge ${index <= reached ? 'good' : ''}">${index <= reached ? '✓' : '·'} ${t(`status.${it}`)}</span> `)}
      ${reached < 0 ? badge(status) : nothing}</p>
      <p class="small"><a href="#/message/${this.message.id}">${t('start.story')}</a> · <a href="#/inbox/${this.session.id}">${t('page.inbox')}</a></p>`;
  }

  program() {
    const mayIssue = ['owner', 'operator'].includes(this.me?.user?.role);
    return html`<p>${t('start.program-text')}</p>
      ${this.key || !mayIssue ? nothing : html`<p><button class="outline" @click=${() => this.makeKey()}>${t('start.make-key')}</button></p>`}
      ${copyable(examplesFor(this.session, this.key ?? '$KEY').curl)}
      ${this.key ? html`<p class="small muted">${t('keys.once')}</p>` : nothing}
      <p><a href="#/examples">${t('session.more-examples')}</a> · <a href="#/webhooks">${t('start.webhooks')}</a> · <a href="#/sessions">${t('page.sessions')}</a></p>`;
  }
}

customElements.define('page-start', StartPage);
