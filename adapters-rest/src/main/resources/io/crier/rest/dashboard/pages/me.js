import { html, nothing } from 'lit';
import { all, call, get, patch, post, put, remove } from '../core/api.js';
import { moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed, tell } from '../parts/dialog.js';
import { badge, copyable, fact, loadingLines, own, submits, when } from '../parts/ui.js';

/** One's own name, password, second factor, and where one is signed in. */
class MePage extends Page {
  constructor() {
    super();
    this.signIns = [];
    this.saved = false;
  }

  async load() {
    const [profile, signIns] = await Promise.all([get('/v1/me'), all('/v1/me/sign-ins')]);
    return { profile, signIns };
  }

  async rename({ name }) {
    await this.attempt(() => patch('/v1/me', { name }));
    await this.reload();
  }

  async changePassword({ current, next }, form) {
    this.show({ saved: false });
    const done = await this.attempt(() => patch('/v1/me', { password: { current, new: next } }));
    if (done) {
      form.reset();
      this.show({ saved: true });
    }
    await this.reload();
  }

  async enableSecondFactor() {
    const { secret } = (await this.attempt(() => post('/v1/me/second-factor'))) ?? {};
    if (!secret) return;
    const result = await ask({
      title: t('second-factor.set-up'),
      confirm: t('second-factor.confirm'),
      body: html`<p>${t('second-factor.scan')}</p><div class="qr"><img src="/v1/me/second-factor/qr" alt=${t('second-factor.qr')}></div>
        <p class="small muted">${t('second-factor.or-type')} <code>${secret}</code></p>
        <label>${t('second-factor.code')}<input name="code" inputmode="numeric" autocomplete="one-time-code" required></label>`,
      submit: ({ code }) => put('/v1/me/second-factor', { code }),
    });
    if (result) await tell(t('second-factor.recovery'), html`<p>${t('second-factor.recovery-text')}</p>${copyable(result.recoveryCodes.join('\n'))}`);
    await this.reload();
  }

  async disableSecondFactor() {
    await ask({
      title: t('second-factor.remove'),
      confirm: t('second-factor.remove'),
      danger: true,
      body: html`<label>${t('second-factor.code')}<input name="code" inputmode="numeric" autocomplete="one-time-code" required><small>${t('second-factor.code-help')}</small></label>`,
      submit: ({ code }) => call('DELETE', '/v1/me/second-factor', { headers: { 'X-Second-Factor-Code': code } }).then(() => true),
    });
    await this.reload();
  }

  async end(signIn) {
    await this.attempt(() => remove(`/v1/me/sign-ins/${signIn.id}`));
    await this.reload();
  }

  async endOthers() {
    await confirmed(t('me.end-others'), t('me.end-others-text'), t('me.end-others'), () => remove('/v1/me/sign-ins').then(() => true));
    await this.reload();
  }

  render() {
    if (this.loading) return loadingLines(6);
    const { profile } = this;
    if (!profile) return html`<h1>${t('page.me')}</h1>${this.problemBox}`;
    const { user, secondFactor } = profile;
    return html`
      <div class="head"><div><h1>${t('page.me')}</h1><p>${own(user?.email ?? '')}</p></div></div>
      ${this.problemBox}
      <div class="columns">
        <section class="panel"><h2>${t('me.profile')}</h2>
          <form @submit=${submits((fields) => this.rename(fields))}>
            <label>${t('name')}<input name="name" required maxlength="100" autocomplete="name" .value=${user?.name ?? ''}></label>
            <button type="submit" class="outline">${t('save')}</button></form>
          <dl class="facts">${fact(t('role'), user ? t(`role.${user.role}`) : '')}${fact(t('page.account'), own(profile.account.name))}</dl></section>
        <section class="panel"><h2>${t('password')}</h2>
          ${this.saved ? html`<div class="notice good" role="status"><p>${t('password.changed')}</p></div>` : nothing}
          <form @submit=${submits((fields, form) => this.changePassword(fields, form))}>
            <input type="hidden" autocomplete="username" .value=${user?.email ?? ''}>
            <label>${t('password.current')}<input name="current" type="password" autocomplete="current-password" required></label>
            <label>${t('password.new')}<input name="next" type="password" autocomplete="new-password" minlength="12" maxlength="128" required><small>${t('password.rule')}</small></label>
            <button type="submit" class="outline">${t('password.change')}</button></form></section>
        <section class="panel"><h2>${t('second-factor.title')}</h2>
          <p>${secondFactor ? badge('active', t('second-factor.on')) : badge('calm', t('second-factor.off'))}</p>
          <p class="small muted">${t('second-factor.text')}</p>
          ${secondFactor
            ? html`<button class="danger outline" @click=${() => this.disableSecondFactor()}>${t('second-factor.remove')}</button>`
            : html`<button class="outline" @click=${() => this.enableSecondFactor()}>${t('second-factor.set-up')}</button>`}</section>
      </div>
      <div class="head"><h2>${t('me.sign-ins')}</h2>${this.signIns.length > 1 ? html`<button class="outline small" @click=${() => this.endOthers()}>${t('me.end-others')}</button>` : nothing}</div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('me.sign-ins')}><table>
        <thead><tr><th scope="col">${t('me.device')}</th><th scope="col">${t('audit.address')}</th><th scope="col">${t('me.since')}</th><th scope="col">${t('me.last-used')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${this.signIns.map((it) => html`<tr><td class="text">${own(it.userAgent ?? '')}</td><td dir="ltr">${it.address ?? ''}</td><td>${moment(it.at)}</td><td>${when(it.lastUsedAt)}</td>
          <td>${it.current ? badge('active', t('me.this')) : html`<button class="link" @click=${() => this.end(it)}>${t('me.end')}</button>`}</td></tr>`)}</tbody></table></div>`;
  }
}

customElements.define('page-me', MePage);
