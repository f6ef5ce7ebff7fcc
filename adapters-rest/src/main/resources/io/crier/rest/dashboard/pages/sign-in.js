import { html, nothing } from 'lit';
import { get, post, withQuery } from '../core/api.js';
import { Page } from '../core/page.js';
import { has, t } from '../core/texts.js';
import { notice, problemBox, submits } from '../parts/ui.js';

class SignInPage extends Page {
  constructor() {
    super();
    this.providers = [];
    this.invited = false;
    this.needsCode = false;
    this.refusal = null;
  }

  async load() {
    return get('/v1/sign-in');
  }

  /** What the way back from a provider reports. */
  open() {
    super.open();
    const code = this.route.query.get('problem');
    if (code && has(`problem.${code}`)) this.refusal = { code };
  }

  providerLink(id) {
    const wanted = sessionStorage.getItem('wanted');
    return withQuery(`/v1/sign-in/${encodeURIComponent(id)}`, { return: wanted ? `/${wanted}` : '' });
  }

  async signIn(fields) {
    try {
      const me = await post('/v1/sign-in', fields);
      this.dispatchEvent(new CustomEvent('signed-in', { detail: me, bubbles: true }));
    } catch (problem) {
      const needsCode = problem.code === 'second_factor_required';
      this.show({ needsCode: this.needsCode || needsCode, problem: needsCode ? null : problem });
      await this.updateComplete;
      if (needsCode) this.querySelector('[name=code]').focus();
    }
  }

  render() {
    return html`
      <p class="center"><img src="/dashboard/icon.svg" alt="" width="56" height="56"></p>
      <h1 class="center">${t('sign-in.title')}</h1>
      ${this.invited ? notice('good', t('sign-in.new-server')) : nothing}
      <article>
        ${this.refusal && !this.problem ? problemBox(this.refusal) : this.problemBox}
        <form @submit=${submits((fields) => this.signIn(fields))}>
          <label>${t('email')}<input name="email" type="email" autocomplete="username" required autofocus></label>
          <label>${t('password')}<input name="password" type="password" autocomplete="current-password" required></label>
          ${this.needsCode
            ? html`<label>${t('second-factor.code')}<input name="code" inputmode="numeric" autocomplete="one-time-code" required>
                <small>${t('second-factor.code-help')}</small></label>`
            : nothing}
          <button type="submit">${t('sign-in')}</button>
        </form>
        ${this.providers.map((it) => html`<p class="center provider"><a role="button" class="outline" href=${this.providerLink(it.id)}>${t('sign-in.with', { name: it.name })}</a></p>`)}
      </article>
      <p class="center small muted">${t('sign-in.forgotten')}</p>`;
  }
}

customElements.define('page-sign-in', SignInPage);
