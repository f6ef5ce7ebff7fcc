import { html, nothing } from 'lit';
import { all, post } from '../core/api.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, tell } from '../parts/dialog.js';
import { badge, copyable, empty, loadingLines, notice, own } from '../parts/ui.js';

export const EVENTS = [
  'message.received', 'message.status', 'message.sent_elsewhere', 'message.media', 'message.edited', 'message.revoked', 'poll.vote',
  'session.status', 'session.restriction', 'notification.status', 'x_account.stale', 'webhook.disabled', 'account.warned', 'account.blocked',
];

class WebhooksPage extends Page {
  constructor() {
    super();
    this.webhooks = [];
  }

  async load() {
    return { webhooks: await all('/v1/webhooks') };
  }

  async register() {
    const created = await ask({
      title: t('webhooks.new'),
      confirm: t('create'),
      body: html`
        <label>${t('webhooks.url')}<input name="url" type="url" dir="ltr" required placeholder="https://example.com/crier"></label>
        <fieldset><legend>${t('webhooks.events')}</legend><small class="muted">${t('webhooks.events-help')}</small>
          <div class="grid-2">${EVENTS.map((it) => html`<label class="choice"><input type="checkbox" name=${`event:${it}`}> <code>${it}</code></label>`)}</div></fieldset>`,
      submit: ({ url, ...rest }) => {
        const events = Object.keys(rest).filter((it) => it.startsWith('event:')).map((it) => it.slice(6));
        return post('/v1/webhooks', { url, ...(events.length ? { events } : {}) });
      },
    });
    if (created) {
      await this.reload();
      await tell(t('webhooks.secret'), html`<p>${t('webhooks.secret-text')}</p>${copyable(created.secret)}`);
    }
  }

  render() {
    const disabled = this.webhooks.filter((it) => it.disabled);
    const none = !this.loading && !this.webhooks.length && !this.problem;
    const add = html`<button @click=${() => this.register()}>${t('webhooks.new')}</button>`;
    return html`
      <div class="head"><div><h1>${t('page.webhooks')}</h1><p>${t('webhooks.text')}</p></div>${none ? nothing : add}</div>
      ${this.problemBox}
      ${disabled.length ? notice('bad', t('webhooks.disabled-banner', { n: disabled.length })) : nothing}
      ${this.loading ? loadingLines() : nothing}
      ${none ? empty(t('webhooks.none'), t('webhooks.none-text'), add, 'webhooks') : nothing}
      ${this.webhooks.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.webhooks')}><table>
        <thead><tr><th scope="col">${t('webhooks.url')}</th><th scope="col">${t('status')}</th><th scope="col">${t('webhooks.events')}</th><th scope="col">${t('webhooks.format')}</th></tr></thead>
        <tbody>${this.webhooks.map((it) => html`<tr>
          <td><a href="#/webhook/${it.id}" dir="ltr">${own(it.url)}</a></td>
          <td>${it.disabled ? badge('disabled') : it.failures ? badge('pending', t('webhooks.failing', { n: it.failures })) : badge('active')}</td>
          <td>${it.events?.length ? html`<span class="small">${it.events.join(', ')}</span>` : t('all')}</td>
          <td>${it.format}</td></tr>`)}</tbody></table></div>` : nothing}`;
  }
}

customElements.define('page-webhooks', WebhooksPage);
