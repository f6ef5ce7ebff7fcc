import { html, nothing } from 'lit';
import { all, get, post, remove, withQuery } from '../core/api.js';
import { day } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed, tell } from '../parts/dialog.js';
import { badge, copyable, empty, loadingLines, moreButton, own, when } from '../parts/ui.js';

const ROLES = ['send', 'read', 'admin'];

class KeysPage extends Page {
  constructor() {
    super();
    this.keys = [];
    this.sessions = [];
  }

  async load() {
    const page = await get('/v1/api-keys?limit=100');
    return { keys: page.items, nextCursor: page.nextCursor, sessions: await all('/v1/sessions') };
  }

  async more() {
    const page = await get(withQuery('/v1/api-keys', { limit: 100, cursor: this.nextCursor }));
    this.show({ keys: [...this.keys, ...page.items], nextCursor: page.nextCursor });
  }

  async issue() {
    const issued = await ask({
      title: t('keys.new'),
      confirm: t('create'),
      body: html`
        <label>${t('name')}<input name="name" required maxlength="64" placeholder=${t('keys.name-example')}></label>
        <label>${t('role')}<select name="role">${ROLES.map((it) => html`<option value=${it}>${t(`keys.role.${it}`)}</option>`)}</select></label>
        <label>${t('keys.mode')}<select name="mode"><option value="live">${t('keys.live')}</option><option value="test">${t('keys.test')}</option></select></label>
        ${this.sessions.length ? html`<fieldset><legend>${t('keys.sessions')}</legend><small class="muted">${t('keys.sessions-help')}</small>
          ${this.sessions.map((it) => html`<label class="choice"><input type="checkbox" name=${`session:${it.id}`}> ${own(it.name)}</label>`)}</fieldset>` : nothing}`,
      submit: ({ name, role, mode, ...rest }) => {
        const sessions = Object.keys(rest).filter((it) => it.startsWith('session:')).map((it) => it.slice(8));
        return post('/v1/api-keys', { name, role, mode, ...(sessions.length ? { sessions } : {}) });
      },
    });
    await this.showOnce(issued);
  }

  async showOnce(issued) {
    if (!issued) return;
    await this.reload();
    await tell(t('keys.yours'), html`<p>${t('keys.once')}</p>${copyable(issued.key)}`);
  }

  async rotate(key) {
    const issued = await confirmed(t('keys.rotate'), t('keys.rotate-text', { name: key.name }), t('keys.rotate'), () => post(`/v1/api-keys/${key.keyPrefix}/rotate`));
    await this.showOnce(issued);
  }

  async revoke(key) {
    await confirmed(t('keys.revoke'), t('keys.revoke-text', { name: key.name }), t('keys.revoke'), () => remove(`/v1/api-keys/${key.keyPrefix}`).then(() => true));
    await this.reload();
  }

  render() {
    return html`
      <div class="head"><div><h1>${t('page.keys')}</h1><p>${t('keys.text')}</p></div><button @click=${() => this.issue()}>${t('keys.new')}</button></div>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${!this.loading && !this.keys.length && !this.problem ? empty(t('keys.none'), t('keys.none-text'), nothing, 'keys') : nothing}
      ${this.keys.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.keys')}><table>
        <thead><tr><th scope="col">${t('name')}</th><th scope="col">${t('keys.prefix')}</th><th scope="col">${t('role')}</th><th scope="col">${t('keys.sessions')}</th>
          <th scope="col">${t('keys.used')}</th><th scope="col">${t('keys.expires')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${this.keys.map((it) => this.row(it))}</tbody></table></div>` : nothing}
      ${moreButton(this.nextCursor, () => this.more())}`;
  }

  row(key) {
    const name = (id) => this.sessions.find((it) => it.id === id)?.name ?? id;
    return html`<tr>
      <td>${own(key.name)} ${key.revokedAt ? badge('revoked', t('keys.revoked')) : nothing} ${key.mode === 'test' ? badge('calm', t('keys.test-short')) : nothing}</td>
      <td><code>${key.keyPrefix}</code></td>
      <td>${t(`keys.role.${key.role}`)}${key.operator ? html` · ${t('role.operator')}` : nothing}</td>
      <td>${key.sessions?.length ? own(key.sessions.map(name).join(', ')) : t('all')}</td>
      <td>${when(key.lastUsedAt)}</td>
      <td class="nowrap">${key.expiresAt ? day(key.expiresAt) : '–'}</td>
      <td class="nowrap">${key.revokedAt ? nothing : html`
        <button class="link" @click=${() => this.rotate(key)}>${t('keys.rotate')}</button>
        <button class="link" @click=${() => this.revoke(key)}>${t('keys.revoke')}</button>`}</td>
    </tr>`;
  }
}

customElements.define('page-keys', KeysPage);
