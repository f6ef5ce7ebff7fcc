import { html, nothing } from 'lit';
import { all, get, patch, post, remove, withQuery } from '../core/api.js';
import { moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { attempts } from '../parts/delivery.js';
import { ask, confirmed, tell } from '../parts/dialog.js';
import { badge, copyable, empty, fact, loadingLines, moreButton, notice, own, when } from '../parts/ui.js';
import { webhookFields, webhookOf } from './webhooks.js';

/** One endpoint: its deliveries with what it answered, test, replay, new secret. */
class WebhookPage extends Page {
  constructor() {
    super();
    this.deliveries = [];
    this.state = '';
  }

  open() {
    this.reload();
    this.every(5000, () => this.reload());
  }

  get path() {
    return `/v1/webhooks/${this.route.rest[0]}`;
  }

  async load() {
    const [webhook, page] = await Promise.all([
      get(this.path), get(withQuery(`${this.path}/deliveries`, { limit: 50, state: this.state })),
    ]);
    return { webhook, deliveries: page.items, nextCursor: page.nextCursor };
  }

  async more() {
    const page = await get(withQuery(`${this.path}/deliveries`, { limit: 50, state: this.state, cursor: this.nextCursor }));
    this.stops.forEach((stop) => stop());
    this.show({ deliveries: [...this.deliveries, ...page.items], nextCursor: page.nextCursor });
  }

  async act(path) {
    await this.attempt(() => post(`${this.path}/${path}`));
    await this.reload();
  }

  async replayAll() {
    await ask({
      title: t('webhooks.replay'),
      confirm: t('webhooks.replay'),
      body: html`<p>${t('webhooks.replay-text')}</p><label>${t('webhooks.since')}<input name="since" type="datetime-local" required></label>`,
      submit: ({ since }) => post(`${this.path}/replay`, { since: new Date(since).toISOString() }),
    });
    await this.reload();
  }

  async rotate() {
    const rotated = await confirmed(t('webhooks.rotate'), t('webhooks.rotate-text'), t('webhooks.rotate'), () => post(`${this.path}/rotate-secret`));
    if (rotated) await tell(t('webhooks.secret'), html`<p>${t('webhooks.secret-text')}</p>${copyable(rotated.secret)}`);
    await this.reload();
  }

  async change() {
    const sessions = await this.attempt(() => all('/v1/sessions'));
    await ask({
      title: t('webhooks.change'),
      body: webhookFields(sessions ?? [], this.webhook),
      submit: (fields) => patch(this.path, webhookOf(fields)),
    });
    await this.reload();
  }

  async delete() {
    const done = await confirmed(t('webhooks.delete'), t('webhooks.delete-text', { url: this.webhook.url }), t('delete'), () => remove(this.path).then(() => true));
    if (done) location.hash = '#/webhooks';
  }

  render() {
    if (this.loading) return loadingLines(6);
    const { webhook } = this;
    if (!webhook) return html`<h1>${t('page.webhook')}</h1>${this.problemBox}`;
    return html`
      <p class="small"><a href="#/webhooks">${t('page.webhooks')}</a></p>
      <div class="head"><div><h1 dir="ltr">${own(webhook.url)}</h1><p>${webhook.disabled ? badge('disabled') : badge('active')}</p></div>
        <div class="actions">
          <button @click=${() => this.act('test')}>${t('webhooks.test')}</button>
          <button class="outline" @click=${() => this.change()}>${t('webhooks.change')}</button>
          <button class="outline" @click=${() => this.replayAll()}>${t('webhooks.replay')}</button>
          <button class="outline" @click=${() => this.rotate()}>${t('webhooks.rotate')}</button>
          <button class="danger outline" @click=${() => this.delete()}>${t('delete')}</button></div></div>
      ${this.problemBox}
      ${webhook.disabled ? notice('bad', t('webhooks.disabled', { reason: webhook.disabled }), html`<button class="small" @click=${() => this.act('enable')}>${t('webhooks.enable')}</button>`) : nothing}
      <section class="panel"><dl class="facts">
        ${fact(t('webhooks.events'), webhook.events?.length ? webhook.events.join(', ') : t('all'))}
        ${webhook.sessions.length ? fact(t('webhooks.sessions'), webhook.sessions.join(', ')) : nothing}
        ${webhook.chats.length ? fact(t('webhooks.chats'), webhook.chats.map((it) => t(`webhooks.chats.${it}`)).join(', ')) : nothing}
        ${webhook.headers.length ? fact(t('webhooks.headers'), webhook.headers.join(', ')) : nothing}
        ${fact(t('webhooks.format'), webhook.format)}
        ${fact(t('webhooks.failures'), webhook.failures)}
        ${webhook.failingSince ? fact(t('webhooks.failing-since'), when(webhook.failingSince)) : nothing}
        ${webhook.pausedUntil ? fact(t('webhooks.paused-until'), when(webhook.pausedUntil)) : nothing}
        ${fact(t('created'), moment(webhook.createdAt))}</dl></section>
      <h2>${t('webhooks.deliveries')}</h2>
      <div class="filters"><label>${t('status')}<select @change=${({ target }) => { this.state = target.value; this.reload(); }}>
        <option value="">${t('all')}</option>${['pending', 'delivered', 'failed'].map((it) => html`<option value=${it}>${t(`status.${it}`)}</option>`)}</select></label></div>
      ${this.deliveries.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('webhooks.deliveries')}><table>
        <thead><tr><th scope="col">${t('status')}</th><th scope="col">${t('webhooks.event')}</th><th scope="col">${t('time')}</th><th scope="col">${t('webhooks.answer')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${this.deliveries.map((it) => this.row(it))}</tbody></table></div>`
        : empty(t('webhooks.no-deliveries'), t('webhooks.no-deliveries-text'), nothing, 'webhooks')}
      ${moreButton(this.nextCursor, () => this.more())}`;
  }

  row(delivery) {
    return html`<tr><td>${badge(delivery.state)}${delivery.nextAttemptAt && delivery.state === 'pending' ? html`<br><span class="small muted">${t('webhooks.next')} ${when(delivery.nextAttemptAt)}</span>` : nothing}</td>
      <td><code>${delivery.type}</code><br><span class="small muted">${delivery.eventId}</span></td>
      <td class="nowrap">${moment(delivery.createdAt)}</td>
      <td>${attempts(delivery)}</td>
      <td><button class="link" @click=${() => this.act(`deliveries/${delivery.id}/replay`)}>${t('webhooks.replay')}</button></td></tr>`;
  }
}

customElements.define('page-webhook', WebhookPage);
