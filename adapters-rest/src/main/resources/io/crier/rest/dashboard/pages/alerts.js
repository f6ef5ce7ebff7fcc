import { html, nothing } from 'lit';
import { get, post, remove, withQuery } from '../core/api.js';
import { moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed } from '../parts/dialog.js';
import { badge, empty, loadingLines, moreButton, own, when } from '../parts/ui.js';

const TABS = ['subscriptions', 'phones', 'notifications', 'x-accounts'];
const MODES = ['link', 'excerpt', 'full'];

/** Who is told about whose posts on X: phones, subscriptions, notifications, and how fresh the authors are. */
class AlertsPage extends Page {
  constructor() {
    super();
    this.items = [];
    this.phones = [];
  }

  get tab() {
    return TABS.includes(this.route.rest[0]) ? this.route.rest[0] : TABS[0];
  }

  open() {
    this.reload();
    this.reloadOn(['notification.status', 'x_account.stale']);
  }

  async load() {
    const { tab } = this;
    const phones = (await get('/v1/phones')).items;
    if (tab === 'phones') return { shown: tab, phones, items: phones, nextCursor: undefined };
    if (tab === 'x-accounts') return { shown: tab, phones, items: (await get('/v1/x-accounts')).items, nextCursor: undefined };
    const page = await get(withQuery(`/v1/${tab}`, { limit: 100 }));
    return { shown: tab, phones, items: page.items, nextCursor: page.nextCursor };
  }

  async more() {
    const page = await get(withQuery(`/v1/${this.tab}`, { limit: 100, cursor: this.nextCursor }));
    this.show({ items: [...this.items, ...page.items], nextCursor: page.nextCursor });
  }

  async addPhone() {
    const phone = await ask({
      title: t('phones.new'),
      confirm: t('phones.send-code'),
      body: html`<p class="small muted">${t('phones.new-text')}</p>
        <label>${t('number')}<input name="number" type="tel" dir="ltr" required placeholder="+966501234567"></label>
        <label>${t('name')}<input name="displayName" maxlength="64"></label>`,
      submit: (fields) => post('/v1/phones', fields),
    });
    if (phone) await this.verify(phone);
    await this.reload();
  }

  async verify(phone) {
    await ask({
      title: t('phones.verify'),
      confirm: t('phones.verify'),
      body: html`<p>${t('phones.code-text', { number: phone.number })}</p><label>${t('phones.code')}<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>`,
      submit: ({ code }) => post(`/v1/phones/${encodeURIComponent(phone.number)}/verify`, { code }),
    });
    await this.reload();
  }

  async subscribe() {
    const phones = this.phones.filter((it) => it.status === 'verified');
    if (!phones.length) {
      await this.addPhone();
      return;
    }
    await ask({
      title: t('subscriptions.new'),
      confirm: t('create'),
      body: html`
        <label>${t('subscriptions.author')}<input name="xUsername" dir="ltr" required placeholder="NASA"></label>
        <label>${t('subscriptions.phone')}<select name="phoneNumber" required>${phones.map((it) => html`<option value=${it.number}>${it.displayName ?? ''} ${it.number}</option>`)}</select></label>
        <label>${t('subscriptions.text')}<select name="textMode">${MODES.map((it) => html`<option value=${it}>${t(`subscriptions.mode.${it}`)}</option>`)}</select></label>
        <label>${t('subscriptions.keywords')}<input name="keywords" placeholder=${t('subscriptions.keywords-example')}><small>${t('subscriptions.keywords-help')}</small></label>
        <label class="choice"><input type="checkbox" name="includeReplies"> ${t('subscriptions.replies')}</label>
        <label class="choice"><input type="checkbox" name="includeReposts"> ${t('subscriptions.reposts')}</label>`,
      submit: ({ keywords, includeReplies, includeReposts, ...rest }) => post('/v1/subscriptions', {
        ...rest,
        includeReplies: includeReplies === 'on',
        includeReposts: includeReposts === 'on',
        ...(keywords ? { keywords: keywords.split(',').map((it) => it.trim()).filter(Boolean) } : {}),
      }),
    });
    await this.reload();
  }

  async delete(path, name) {
    await confirmed(t('delete'), t('alerts.delete-text', { name }), t('delete'), () => remove(path).then(() => true));
    await this.reload();
  }

  render() {
    const add = { phones: html`<button @click=${() => this.addPhone()}>${t('phones.new')}</button>`, subscriptions: html`<button @click=${() => this.subscribe()}>${t('subscriptions.new')}</button>` }[this.tab] ?? nothing;
    return html`
      <div class="head"><div><h1>${t('page.alerts')}</h1><p>${t('alerts.text')}</p></div>${this.items.length ? add : nothing}</div>
      <nav class="tabs" aria-label=${t('page.alerts')}>${TABS.map((it) => html`<a href="#/alerts/${it}" aria-current=${it === this.tab ? 'page' : nothing}>${t(`alerts.${it}`)}</a>`)}</nav>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${this.shown === this.tab && !this.items.length && !this.problem ? empty(t(`${this.tab}.none`), t(`${this.tab}.none-text`), add, 'alerts') : nothing}
      ${this.shown === this.tab && this.items.length ? this.table() : nothing}
      ${moreButton(this.nextCursor, () => this.more())}`;
  }

  table() {
    const { heads, row } = {
      phones: { heads: ['number', 'name', 'status', 'created'], row: (it) => html`
        <td dir="ltr">${it.number}</td><td>${own(it.displayName ?? '')}</td><td>${badge(it.status === 'verified' ? 'active' : 'pending', t(`phones.${it.status}`))}</td><td>${moment(it.createdAt)}</td>
        <td class="nowrap">${it.status === 'verified' ? nothing : html`<button class="link" @click=${() => this.verify(it)}>${t('phones.verify')}</button>`}
          <button class="link" @click=${() => this.delete(`/v1/phones/${encodeURIComponent(it.number)}`, it.number)}>${t('delete')}</button></td>` },
      subscriptions: { heads: ['subscriptions.author', 'status', 'subscriptions.phone', 'subscriptions.text', 'subscriptions.keywords'], row: (it) => html`
        <td><strong>${own(it.xDisplayName ?? it.xUsername)}</strong><br><span class="small muted" dir="ltr">@${it.xUsername}</span></td><td>${badge(it.xState)}</td><td dir="ltr">${it.phoneNumber}</td>
        <td>${t(`subscriptions.mode.${it.textMode}`)}</td><td>${own(it.keywords?.join(', ') ?? '')}</td>
        <td><button class="link" @click=${() => this.delete(`/v1/subscriptions/${it.id}`, `@${it.xUsername}`)}>${t('delete')}</button></td>` },
      notifications: { heads: ['subscriptions.author', 'status', 'subscriptions.phone', 'message', 'time'], row: (it) => html`
        <td dir="ltr">@${it.xUsername}</td><td>${badge(it.status)}</td><td dir="ltr">${it.phoneNumber}</td>
        <td class="text">${it.postUrl?.startsWith('https://') ? html`<a href=${it.postUrl} target="_blank" rel="noopener noreferrer">${own(it.text ?? t('notifications.deleted'))}</a>` : own(it.text ?? '')}</td><td>${when(it.createdAt)}</td><td></td>` },
      'x-accounts': { heads: ['subscriptions.author', 'status', 'x-accounts.checked', 'x-accounts.post', 'alerts.subscriptions'], row: (it) => html`
        <td><strong>${own(it.displayName ?? it.username)}</strong><br><span class="small muted" dir="ltr">@${it.username}</span></td>
        <td>${it.stale ? badge('pending', t('x-accounts.stale')) : badge(it.state)}</td><td>${when(it.lastCheckedAt)}</td><td>${when(it.lastPostAt)}</td><td>${it.subscriptions}</td><td></td>` },
    }[this.tab];
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${t(`alerts.${this.tab}`)}><table>
      <thead><tr>${heads.map((it) => html`<th scope="col">${t(it)}</th>`)}<th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
      <tbody>${this.items.map((it) => html`<tr>${row(it)}</tr>`)}</tbody></table></div>`;
  }
}

customElements.define('page-alerts', AlertsPage);
