import { html, nothing } from 'lit';
import { all } from '../core/api.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { dialects, examplesFor } from '../parts/examples.js';
import { copyable, loadingLines } from '../parts/ui.js';

const NAMES = { curl: 'curl', java: 'Java', javascript: 'JavaScript', python: 'Python', wapi: 'wapi', wallm: 'wallm', wallawhats: 'WallaWhats', walytic: 'Walytic', aulm: 'aulm' };

class ExamplesPage extends Page {
  constructor() {
    super();
    this.sessions = [];
  }

  async load() {
    return { sessions: await all('/v1/sessions') };
  }

  render() {
    if (this.loading) return loadingLines(6);
    const chosen = this.sessions.find((it) => it.id === this.route.query.get('session')) ?? this.sessions[0];
    const examples = { ...examplesFor(chosen), ...dialects(chosen) };
    const tab = this.route.rest[0] in examples ? this.route.rest[0] : 'curl';
    return html`
      <div class="head"><div><h1>${t('page.examples')}</h1><p>${t('examples.text')}</p></div>
        ${this.sessions.length > 1 ? html`<label>${t('session')}<select @change=${({ target }) => { location.hash = `#/examples/${tab}?session=${target.value}`; }}>
          ${this.sessions.map((it) => html`<option value=${it.id} ?selected=${it === chosen}>${it.name}</option>`)}</select></label>` : nothing}</div>
      ${this.problemBox}
      <nav class="tabs" aria-label=${t('page.examples')}>${Object.keys(examples).map((it) => html`<a href="#/examples/${it}${chosen ? `?session=${chosen.id}` : ''}" aria-current=${it === tab ? 'page' : nothing}>${NAMES[it]}</a>`)}</nav>
      ${tab in dialects(chosen) ? html`<p class="muted">${t('examples.dialect', { name: NAMES[tab] })}</p>` : nothing}
      ${copyable(examples[tab])}
      <p class="small muted">${t('examples.key')} <a href="#/keys">${t('page.keys')}</a> · <a href="/openapi/ui" target="_blank" rel="noopener">${t('examples.api')}</a></p>`;
  }
}

customElements.define('page-examples', ExamplesPage);
