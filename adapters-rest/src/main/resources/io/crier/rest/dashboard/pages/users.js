import { html, nothing } from 'lit';
import { all, patch, post, remove } from '../core/api.js';
import { moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed, tell } from '../parts/dialog.js';
import { badge, copyable, loadingLines, own, when } from '../parts/ui.js';

/** Who may sign in, and as what. */
class UsersPage extends Page {
  constructor() {
    super();
    this.users = [];
  }

  async load() {
    return { users: await all('/v1/users') };
  }

  get roles() {
    return this.me?.user?.role === 'operator' ? ['member', 'owner', 'operator'] : ['member', 'owner'];
  }

  roleChoice(chosen = 'member') {
    return html`<label>${t('role')}<select name="role">${this.roles.map((it) => html`<option value=${it} ?selected=${it === chosen}>${t(`role.${it}`)} – ${t(`role.${it}.text`)}</option>`)}</select></label>`;
  }

  async invite() {
    const user = await ask({
      title: t('users.invite'),
      confirm: t('users.invite'),
      body: html`<label>${t('email')}<input name="email" type="email" required></label><label>${t('name')}<input name="name" maxlength="100"></label>${this.roleChoice()}`,
      submit: (fields) => post('/v1/users', fields),
    });
    await this.showLink(user);
  }

  async showLink(answer) {
    const link = answer?.invitation;
    await this.reload();
    if (link) await tell(t('users.link'), html`<p>${t('users.link-text', { time: moment(link.expiresAt) })}</p>${copyable(link.url)}`);
  }

  async change(user) {
    await ask({
      title: user.name ?? user.email,
      body: html`${this.roleChoice(user.role)}<label class="choice"><input type="checkbox" name="active" ?disabled=${user.status === 'invited'} ?checked=${user.status !== 'deactivated'}> ${t('users.may-sign-in')}</label>`,
      submit: ({ role, active }) => patch(`/v1/users/${user.id}`, { role, ...(user.status === 'invited' ? {} : { active: active === 'on' }) }),
    });
    await this.reload();
  }

  async reset(user) {
    await this.showLink(await this.attempt(() => post(`/v1/users/${user.id}/reset`)));
  }

  async delete(user) {
    await confirmed(t('users.delete'), t('users.delete-text', { name: user.name ?? user.email }), t('delete'), () => remove(`/v1/users/${user.id}`).then(() => true));
    await this.reload();
  }

  render() {
    return html`
      <div class="head"><div><h1>${t('page.users')}</h1><p>${t('users.text')}</p></div><button @click=${() => this.invite()}>${t('users.invite')}</button></div>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${this.users.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.users')}><table>
        <thead><tr><th scope="col">${t('name')}</th><th scope="col">${t('role')}</th><th scope="col">${t('status')}</th><th scope="col">${t('created')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${this.users.map((it) => html`<tr>
          <td><strong>${own(it.name ?? it.email)}</strong><br><span class="small muted">${own(it.email)}</span></td>
          <td>${t(`role.${it.role}`)}</td>
          <td>${badge({ deactivated: 'disabled', invited: 'pending', active: 'active' }[it.status], t(`users.${it.status}`))}</td>
          <td>${when(it.createdAt)}</td>
          <td class="nowrap">${it.id === this.me?.user?.id ? html`<a href="#/me">${t('page.me')}</a>` : html`
            <button class="link" @click=${() => this.change(it)}>${t('change')}</button>
            <button class="link" @click=${() => this.reset(it)}>${t('users.reset')}</button>
            <button class="link" @click=${() => this.delete(it)}>${t('delete')}</button>`}</td></tr>`)}</tbody></table></div>` : nothing}`;
  }
}

customElements.define('page-users', UsersPage);
