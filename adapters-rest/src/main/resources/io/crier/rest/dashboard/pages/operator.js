import { html, nothing } from 'lit';
import { all, get, patch, post, put, remove, withQuery } from '../core/api.js';
import { day, moment, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed, tell } from '../parts/dialog.js';
import { findings } from '../parts/findings.js';
import { disabledWebhooks, unhealthySessions } from '../parts/unhealthy.js';
import { badge, copyable, empty, loadingLines, moreButton, notice, own, when } from '../parts/ui.js';

const PLANS = ['free', 'pro', 'pro_plus', 'business', 'enterprise'];
const DOUBTFUL = ['repeat', 'fail'];

const options = (values, chosen, name = (it) => it) => values.map((it) => html`<option value=${it} ?selected=${it === chosen}>${name(it)}</option>`);

/** Administration of the server: what is unhealthy and what to do, nodes, accounts, alert senders. */
class OperatorPage extends Page {
  constructor() {
    super();
    this.accounts = [];
    this.senders = [];
    this.checks = [];
    this.nodes = [];
    this.sick = { items: [] };
    this.disabled = { items: [] };
  }

  open() {
    super.open();
    this.every(15000, () => [this.accounts, this.sick.items, this.disabled.items].some((it) => it.length > 100) || this.reload());
  }

  async load() {
    const [accounts, senders, nodes, sick, disabled, health] = await Promise.all([
      get('/v1/operator/accounts?limit=100'),
      get('/v1/operator/alert-senders'),
      get('/v1/operator/nodes'),
      get('/v1/operator/unhealthy-sessions?limit=100'),
      get('/v1/operator/disabled-webhooks?limit=100'),
      fetch('/health/ready').then((it) => it.json()),
    ]);
    return { accounts: accounts.items, nextCursor: accounts.nextCursor, senders: senders.items, nodes: nodes.items, sick, disabled, checks: health.checks };
  }

  async more() {
    const page = await get(withQuery('/v1/operator/accounts', { limit: 100, cursor: this.nextCursor }));
    this.show({ accounts: [...this.accounts, ...page.items], nextCursor: page.nextCursor });
  }

  /** More of one of the lists of what is unhealthy. */
  async moreOf(name, path) {
    const page = await get(withQuery(path, { limit: 100, cursor: this[name].nextCursor }));
    this.show({ [name]: { ...page, items: [...this[name].items, ...page.items] } });
  }

  async openAccount() {
    const opened = await ask({
      title: t('operator.new-account'),
      confirm: t('create'),
      body: html`<label>${t('name')}<input name="name" required maxlength="100"></label><label>${t('account.plan')}<select name="plan">${options(PLANS, 'free')}</select></label>`,
      submit: (fields) => post('/v1/operator/accounts', fields),
    });
    await this.reload();
    if (opened?.key) await tell(t('keys.yours'), html`<p>${t('keys.once')}</p>${copyable(opened.key)}`);
  }

  async change(account) {
    const path = `/v1/operator/accounts/${account.id}`;
    const { blocks } = await get(path);
    await ask({
      title: account.name,
      body: html`<label>${t('account.plan')}<select name="plan">${options(PLANS, account.plan)}</select></label>
        <label>${t('account.credits')}<input name="credits" type="number" min="0" placeholder=${t('unlimited')} .value=${account.credits == null ? '' : String(account.credits)}></label>
        <label>${t('operator.doubtful')}<select name="doubtfulSends">${options(DOUBTFUL, account.doubtfulSends, (it) => t(`operator.doubtful.${it}`))}</select></label>
        <label class="choice"><input type="checkbox" name="guarded" ?checked=${blocks.enabled}> ${t('operator.guarded')}</label>
        ${blocks.current ? html`${notice('bad', t('account.blocked', { reason: t(`offence.${blocks.current.reason}`), time: moment(blocks.current.until) }))}
          <label class="choice"><input type="checkbox" name="unblock"> ${t('operator.unblock')}</label>` : nothing}`,
      submit: async ({ credits, guarded, unblock, ...changes }) => {
        await patch(path, changes);
        await put(`${path}/credits`, { left: credits === undefined ? null : Number(credits) });
        if (Boolean(guarded) !== blocks.enabled) await put(`${path}/protection`, { enabled: Boolean(guarded) });
        if (unblock) await post(`${path}/unblock`);
        return true;
      },
    });
    await this.reload();
  }

  async toggle(account) {
    const verb = account.active ? 'deactivate' : 'activate';
    await confirmed(t(`operator.${verb}`), t(`operator.${verb}-text`, { name: account.name }), t(`operator.${verb}`), () => post(`/v1/operator/accounts/${account.id}/${verb}`).then(() => true));
    await this.reload();
  }

  async addSender() {
    const sessions = await all('/v1/sessions');
    await ask({
      title: t('operator.new-sender'),
      confirm: t('add'),
      body: html`<p class="small muted">${t('operator.sender-text')}</p><label>${t('session')}<select name="sessionId" required>${sessions.map((it) => html`<option value=${it.id}>${it.name}</option>`)}</select></label>`,
      submit: (fields) => post('/v1/operator/alert-senders', fields),
    });
    await this.reload();
  }

  async removeSender(sender) {
    await confirmed(t('delete'), t('alerts.delete-text', { name: sender.name }), t('delete'), () => remove(`/v1/operator/alert-senders/${sender.sessionId}`).then(() => true));
    await this.reload();
  }

  async drain(node) {
    const name = node.id.slice(0, 8);
    await confirmed(t('operator.drain'), t('operator.drain-text', { id: name }), t('operator.drain'), () => post(`/v1/operator/nodes/${node.id}/drain`).then(() => true));
    await this.reload();
  }

  async fill(node) {
    await this.attempt(() => post(`/v1/operator/nodes/${node.id}/fill`));
    await this.reload();
  }

  shown() {
    const { checks, nodes, senders, accounts, me } = this;
    return { checks, nodes, senders, accounts, me };
  }

  nodeAction(node) {
    if (node.state !== 'alive') return nothing;
    return node.drained
      ? html`<button class="link" @click=${() => this.fill(node)}>${t('operator.fill')}</button>`
      : html`<button class="link" @click=${() => this.drain(node)}>${t('operator.drain')}</button>`;
  }

  nodeTable() {
    return html`<h2>${t('operator.nodes')}</h2>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('operator.nodes')}><table>
        <thead><tr><th scope="col">${t('operator.node')}</th><th scope="col">${t('status')}</th><th scope="col">${t('operator.version')}</th><th scope="col">${t('operator.since')}</th>
          <th scope="col">${t('operator.heartbeat')}</th><th scope="col">${t('page.sessions')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${this.nodes.map((it) => html`<tr><td><code title=${it.id}>${it.id.slice(0, 8)}</code>${it.address ? html`<br><span class="small muted">${own(it.address)}</span>` : nothing}</td><td class="nowrap">${badge(it.state)} ${it.drained ? badge('drained') : nothing}</td><td>${own(it.version ?? '–')}</td><td class="nowrap">${moment(it.startedAt)}</td>
          <td class="nowrap">${when(it.lastHeartbeatAt)}</td><td class="nowrap">${t('operator.of-connected', { connected: number(it.connected), n: number(it.sessions) })}</td>
          <td>${this.nodeAction(it)}</td></tr>`)}</tbody></table></div>`;
  }

  render() {
    const found = findings({ ...this.shown(), change: (it) => this.change(it), addSender: () => this.addSender() });
    return html`
      <div class="head"><div><h1>${t('page.operator')}</h1><p>${t('operator.text')}</p></div><button @click=${() => this.openAccount()}>${t('operator.new-account')}</button></div>
      ${this.problemBox}
      ${this.loading ? loadingLines() : html`
        <h2>${t('operator.unhealthy')}</h2>
        ${found.length || this.sick.items.length || this.disabled.items.length ? found : notice('good', t('operator.healthy'))}
        ${unhealthySessions(this.sick.items, this.sick.nextCursor, () => this.moreOf('sick', '/v1/operator/unhealthy-sessions'))}
        ${disabledWebhooks(this.disabled.items, this.disabled.nextCursor, () => this.moreOf('disabled', '/v1/operator/disabled-webhooks'))}
        ${this.nodeTable()}
        <h2>${t('operator.accounts')}</h2>
        <div class="scroll" tabindex="0" role="region" aria-label=${t('operator.accounts')}><table>
          <thead><tr><th scope="col">${t('name')}</th><th scope="col">${t('account.plan')}</th><th scope="col" class="number">${t('account.credits')}</th><th scope="col">${t('status')}</th><th scope="col">${t('created')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
          <tbody>${this.accounts.map((it) => html`<tr><td>${own(it.name)}</td><td>${it.plan}</td><td class="number">${it.credits == null ? t('unlimited') : number(it.credits)}</td>
            <td>${it.active ? badge('active') : badge('disabled')}</td><td>${day(it.createdAt)}</td>
            <td class="nowrap"><button class="link" @click=${() => this.change(it)}>${t('change')}</button>
              <button class="link" @click=${() => this.toggle(it)}>${t(it.active ? 'operator.deactivate' : 'operator.activate')}</button></td></tr>`)}</tbody></table></div>
        ${moreButton(this.nextCursor, () => this.more())}
        <div class="head"><h2>${t('operator.senders')}</h2>${this.senders.length ? html`<button class="outline small" @click=${() => this.addSender()}>${t('operator.new-sender')}</button>` : nothing}</div>
        ${this.senders.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('operator.senders')}><table>
          <thead><tr><th scope="col">${t('session')}</th><th scope="col">${t('number')}</th><th scope="col">${t('status')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
          <tbody>${this.senders.map((it) => html`<tr><td>${own(it.name)}</td><td>${own(it.number ?? '')}</td><td>${badge(it.status)}</td>
            <td><button class="link" @click=${() => this.removeSender(it)}>${t('delete')}</button></td></tr>`)}</tbody></table></div>`
          : empty(t('operator.no-senders'), t('operator.sender-text'), html`<button class="outline" @click=${() => this.addSender()}>${t('operator.new-sender')}</button>`, 'alerts')}`}`;
  }
}

customElements.define('page-operator', OperatorPage);
