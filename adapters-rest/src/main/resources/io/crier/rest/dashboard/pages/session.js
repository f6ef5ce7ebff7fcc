import { html, nothing } from 'lit';
import { get, patch, post, remove } from '../core/api.js';
import { moment, number, relative } from '../core/format.js';
import { Page } from '../core/page.js';
import { has, t } from '../core/texts.js';
import { confirmed, tell } from '../parts/dialog.js';
import { examplesFor } from '../parts/examples.js';
import { nextHours, pacingForm } from '../parts/pacing.js';
import { changeSettings } from '../parts/session-settings.js';
import '../parts/link-phone.js';
import { badge, copyable, fact, icon, loadingLines, notice, own, when } from '../parts/ui.js';

const LINKABLE = new Set(['awaiting_scan']);
const NEXT = { off: 'start', unlinked: 'start', outdated: 'start', replaced: 'start', disconnected: 'start' };

/** One session: link it, see how it is, set its pace. */
class SessionPage extends Page {
  open() {
    this.reload();
    this.reloadOn(['session.status', 'session.restriction', 'message.status']);
    this.every(15000, () => this.reload());
  }

  get path() {
    return `/v1/sessions/${this.route.rest[0]}`;
  }

  async load() {
    return { session: await get(this.path) };
  }

  async act(verb) {
    await this.attempt(() => post(`${this.path}/${verb}`));
    await this.reload();
  }

  async logOut() {
    await confirmed(t('session.log-out'), t('session.log-out-text'), t('session.log-out'), () => post(`${this.path}/logout`).then(() => true));
    await this.reload();
  }

  async delete() {
    const done = await confirmed(t('session.delete'), t('session.delete-text', { name: this.session.name }), t('delete'), async () => (await remove(this.path)) ?? true);
    if (done?.lastError) await tell(t('session.delete'), html`<p>${t(`error.${done.lastError}`)}</p>`);
    if (done) location.hash = '#/sessions';
  }

  async changePace() {
    const changed = await pacingForm(this.session.pacing, (pacing) => patch(this.path, { pacing }));
    if (changed) this.show({ session: changed });
  }

  async changeSettings() {
    const changed = await changeSettings(this.session);
    if (changed) this.show({ session: changed });
  }

  async test() {
    const to = this.querySelector('[name=test-to]').value;
    const sent = await this.attempt(() => post('/v1/messages', { sessionId: this.session.id, to, type: 'text', body: t('session.test-body') }));
    if (sent) location.hash = `#/message/${sent.id}`;
  }

  render() {
    if (this.loading) return loadingLines(6);
    const { session } = this;
    if (!session) return html`<h1>${t('page.session')}</h1>${this.problemBox}`;
    return html`
      <p class="small"><a href="#/sessions">${t('page.sessions')}</a></p>
      <div class="head">
        <div><h1>${own(session.name)}</h1><p>${badge(session.disabled ? 'disabled' : session.status)} ${session.paused ? badge('paused') : nothing}</p></div>
        <div class="actions">${this.buttons()}</div>
      </div>
      ${this.problemBox}
      ${this.hints()}
      ${LINKABLE.has(session.status) ? html`<section class="panel"><h2>${t('session.link')}</h2><link-phone .session=${session}></link-phone></section>` : nothing}
      <div class="columns">
        <section class="panel"><h2>${t('session.health')}</h2>
          <dl class="facts">
            ${fact(t('number'), session.number && html`<span dir="ltr">${session.number}</span>`)}
            ${fact(t('engine'), t(`engine.${session.engine}`))}
            ${fact(t('sessions.queue'), session.queueLength ? html`<a href="#/messages?sessionId=${session.id}&status=queued">${t('messages.count', { n: session.queueLength })}</a>` : t('sessions.queue-empty'))}
            ${fact(t('session.oldest'), when(session.oldestQueuedAt))}
            ${fact(t('sessions.last-sent'), when(session.lastSentAt))}
            ${fact(t('session.last-ack'), when(session.lastAckAt))}
            ${fact(t('session.linked'), when(session.linkedAt))}
            ${fact(t('session.client-version'), session.clientVersion && html`<span dir="ltr">${session.clientVersion}</span>`)}
            ${fact(t('created'), moment(session.createdAt))}
            ${Object.entries(session.settings ?? {}).map(([name, value]) => fact(has(`setting.${name}`) ? t(`setting.${name}`) : name, own(value)))}
          </dl>
          <p><button class="outline small" @click=${() => this.changeSettings()}>${t('session.settings')}</button></p>
        </section>
        <section class="panel"><h2>${t('pacing.title')}</h2>
          <p class="muted small">${this.paceInWords()}</p>
          ${nextHours(session)}
          <button class="outline small" @click=${() => this.changePace()}>${t('pacing.change')}</button>
        </section>
      </div>
      ${session.status === 'connected' ? html`
        <section class="panel"><h2>${t('session.test')}</h2>
          <div class="filters"><label>${t('to')}<input name="test-to" type="tel" dir="ltr" placeholder="+966501234567"></label>
            <button @click=${() => this.test()}>${icon('send')} ${t('send')}</button></div>
        </section>` : nothing}
      <section class="panel"><h2>${t('session.use')}</h2>${copyable(examplesFor(session).curl)}
        <p class="small"><a href="#/examples">${t('session.more-examples')}</a></p></section>
      <section class="panel"><h2>${t('session.danger')}</h2>
        <div class="actions">
          ${session.linkedAt ? html`<button class="danger outline" @click=${() => this.logOut()}>${t('session.log-out')}</button>` : nothing}
          <button class="danger outline" @click=${() => this.delete()}>${t('session.delete')}</button>
        </div></section>`;
  }

  buttons() {
    const { session } = this;
    const on = session.wanted === 'on';
    return html`
      ${session.status === 'connected' ? html`<a role="button" class="outline" href="#/inbox/${session.id}">${icon('inbox')} ${t('page.inbox')}</a>` : nothing}
      ${session.paused
        ? html`<button @click=${() => this.act('resume')}>${t('session.resume')}</button>`
        : html`<button class="outline" @click=${() => this.act('pause')}>${icon('pause')} ${t('session.pause')}</button>`}
      ${NEXT[session.status] && (!on || session.status !== 'disconnected')
        ? html`<button @click=${() => this.act('start')}>${t('session.start')}</button>`
        : html`<button class="outline" @click=${() => this.act('stop')}>${t('session.stop')}</button>`}`;
  }

  hints() {
    const { session } = this;
    return html`
      ${session.restrictedUntil ? notice('busy', t('session.restricted', { time: relative(session.restrictedUntil) })) : nothing}
      ${session.disabled ? notice('bad', t('session.disabled')) : nothing}
      ${session.lastError === 'queue_of_other_number'
        ? notice('busy', t('error.queue_of_other_number'), html`
            <button class="small" @click=${() => this.act('resume?queue=keep')}>${t('session.keep-queue')}</button>
            <button class="small danger outline" @click=${() => this.act('resume?queue=cancel')}>${t('session.cancel-queue')}</button>`)
        : nothing}
      ${session.lastError && session.lastError !== 'queue_of_other_number' && session.status !== 'connected'
        ? notice('busy', has(`error.${session.lastError}`) ? t(`error.${session.lastError}`) : session.lastError) : nothing}`;
  }

  paceInWords() {
    const { gap, dailyCap, quietHours } = this.session.pacing;
    const seconds = (ms) => number(Math.round(ms / 1000));
    return [
      t('pacing.gap-words', { from: seconds(gap.minMs), to: seconds(gap.maxMs) }),
      dailyCap ? t('pacing.cap-words', { n: dailyCap }) : t('pacing.no-cap'),
      quietHours ? t('pacing.quiet-words', quietHours) : '',
    ].filter(Boolean).join(' · ');
  }
}

customElements.define('page-session', SessionPage);
