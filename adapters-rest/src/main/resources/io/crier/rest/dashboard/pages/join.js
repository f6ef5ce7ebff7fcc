import { html } from 'lit';
import { get, post } from '../core/api.js';
import { Page } from '../core/page.js';
import { moment } from '../core/format.js';
import { t } from '../core/texts.js';
import { loadingLines, submits } from '../parts/ui.js';

/** Where the one-time link leads: the first owner, an invited colleague, a new password. */
class JoinPage extends Page {
  get path() {
    return `/v1/invitations/${encodeURIComponent(this.route.rest[0] ?? '')}`;
  }

  async load() {
    return { invitation: await get(this.path) };
  }

  async join(fields) {
    const me = await this.attempt(() => post(this.path, fields));
    if (me) {
      sessionStorage.setItem('wanted', this.invitation.purpose === 'join' && this.invitation.role !== 'member' ? '#/start' : '#/sessions');
      history.replaceState(null, '', '#/');
      this.dispatchEvent(new CustomEvent('signed-in', { detail: me, bubbles: true }));
    }
  }

  render() {
    if (this.loading) return loadingLines();
    if (!this.invitation) {
      return html`<h1 class="center">${t('join.invalid')}</h1><article>${this.problemBox}<p>${t('join.invalid-next')}</p></article>`;
    }
    const { email, name, purpose, account, expiresAt } = this.invitation;
    const resets = purpose === 'reset';
    return html`
      <p class="center"><img src="/dashboard/icon.svg" alt="" width="56" height="56"></p>
      <h1 class="center">${resets ? t('join.reset') : t('join.title')}</h1>
      <p class="center muted">${resets ? email : t('join.text', { account: account?.name ?? 'Crier' })}</p>
      <article>
        ${this.problemBox}
        <form @submit=${submits((fields) => this.join(fields))}>
          ${resets ? '' : html`
            <label>${t('name')}<input name="name" autocomplete="name" required maxlength="100" .value=${name ?? ''} autofocus></label>
            <label>${t('email')}<input name="email" type="email" autocomplete="username" required ?readonly=${Boolean(email)} .value=${email ?? ''}></label>`}
          <label>${t('password')}<input name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="128">
            <small>${t('password.rule')}</small></label>
          <button type="submit">${resets ? t('join.set-password') : t('join.create')}</button>
        </form>
      </article>
      <p class="center small muted">${t('join.until', { time: moment(expiresAt) })}</p>`;
  }
}

customElements.define('page-join', JoinPage);
