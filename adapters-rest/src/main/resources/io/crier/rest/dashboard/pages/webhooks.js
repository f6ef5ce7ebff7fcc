import { html, nothing } from 'lit';
import { all, post } from '../core/api.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, tell } from '../parts/dialog.js';
import { badge, copyable, empty, loadingLines, notice, own } from '../parts/ui.js';

export const EVENTS = [
  'message.received', 'message.sent_elsewhere', 'message.media', 'message.edited', 'message.revoked', 'poll.vote',
  'message.status', 'chat.updated', 'chat.presence', 'contact.updated', 'label.updated', 'label.deleted',
  'label.assigned', 'label.removed', 'call.incoming', 'group.joined', 'group.updated', 'group.participants',
  'group.left', 'session.status', 'session.qr', 'session.restriction', 'notification.status', 'x_account.stale',
  'webhook.disabled', 'account.warned', 'account.blocked', 'account.unblocked',
];

const KINDS = ['person', 'group', 'channel', 'stories'];

/** The fields of a webhook that can be chosen and changed. */
export function webhookFields(sessions, webhook = {}) {
  // A session that was deleted stays chosen, or the webhook would receive events of all others.
  const gone = (webhook.sessions ?? []).filter((id) => !sessions.some((it) => it.id === id)).map((id) => ({ id, name: id }));
  const choice = (group, value, text, chosen) => html`<label class="choice"><input type="checkbox" name=${`${group}:${value}`} ?checked=${chosen?.includes(value)}> ${text}</label>`;
  return html`
    <label>${t('webhooks.url')}<input name="url" type="url" dir="ltr" required placeholder="https://example.com/crier" .value=${webhook.url ?? ''}></label>
    <fieldset><legend>${t('webhooks.events')}</legend><small class="muted">${t('webhooks.events-help')}</small>
      <div class="grid-2">${EVENTS.concat((webhook.events ?? []).filter((it) => !EVENTS.includes(it))).map((it) => choice('event', it, html`<code>${it}</code>`, webhook.events))}</div></fieldset>
    ${sessions.length || gone.length ? html`<fieldset><legend>${t('webhooks.sessions')}</legend><small class="muted">${t('webhooks.events-help')}</small>
      <div class="grid-2">${sessions.concat(gone).map((it) => choice('session', it.id, own(it.name), webhook.sessions))}</div></fieldset>` : nothing}
    <fieldset><legend>${t('webhooks.chats')}</legend><small class="muted">${t('webhooks.events-help')}</small>
      <div class="grid-2">${KINDS.map((it) => choice('chat', it, t(`webhooks.chats.${it}`), webhook.chats))}</div></fieldset>
    <label>${t('webhooks.headers')}<textarea name="headers" rows="2" dir="ltr" placeholder="Authorization: Bearer …"></textarea>
      <small class="muted">${webhook.headers?.length ? t('webhooks.headers-keep', { names: webhook.headers.join(', ') }) : t('webhooks.headers-help')}</small></label>`;
}

/** What the API expects for what was filled in; headers that were left empty stay as they are. */
export function webhookOf({ url, headers = '', ...rest }) {
  const chosen = (group) => Object.keys(rest).filter((it) => it.startsWith(`${group}:`)).map((it) => it.slice(group.length + 1));
  const pairs = headers.split('\n').filter((it) => it.trim()).map((it) => [it.split(':')[0].trim(), it.slice(it.indexOf(':') + 1).trim()]);
  return {
    url, events: chosen('event'), sessions: chosen('session'), chats: chosen('chat'),
    ...(pairs.length ? { headers: Object.fromEntries(pairs) } : {}),
  };
}

class WebhooksPage extends Page {
  constructor() {
    super();
    this.webhooks = [];
    this.sessions = [];
  }

  async load() {
    const [webhooks, sessions] = await Promise.all([all('/v1/webhooks'), all('/v1/sessions')]);
    return { webhooks, sessions };
  }

  async register() {
    const created = await ask({
      title: t('webhooks.new'),
      confirm: t('create'),
      body: webhookFields(this.sessions),
      submit: (fields) => post('/v1/webhooks', webhookOf(fields)),
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
