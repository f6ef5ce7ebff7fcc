import { LitElement, html, nothing } from 'lit';
import { get, remove, signedOut, useCsrfToken } from './core/api.js';
import { closeStream, openStream } from './core/events.js';
import { LANGUAGES, chooseLanguage, language, loadTexts, t } from './core/texts.js';
import { icon, loadingLines, problemBox } from './parts/ui.js';

/** Pages by the first part of the address after `#/`; each is loaded when it is first opened. */
const PAGES = {
  'sign-in': 'sign-in', join: 'join', start: 'start',
  sessions: 'sessions', session: 'session', inbox: 'inbox', groups: 'groups', group: 'group', messages: 'messages', message: 'message', charts: 'charts',
  alerts: 'alerts', keys: 'keys', webhooks: 'webhooks', webhook: 'webhook', examples: 'examples',
  account: 'account', users: 'users', audit: 'audit', operator: 'operator', me: 'me',
};

const NAVIGATION = [
  ['work', ['sessions', 'inbox', 'messages', 'charts', 'alerts']],
  ['build', ['keys', 'webhooks', 'examples']],
  ['manage', ['account', 'users', 'audit', 'operator']],
];

const OWNERS_ONLY = new Set(['keys', 'webhooks', 'users', 'audit']);
const OPEN_PAGES = new Set(['sign-in', 'join']);
const BELONGS_TO = { session: 'sessions', message: 'messages', webhook: 'webhooks', start: 'sessions', groups: 'inbox', group: 'inbox' };
/** Pages that stay while the rest of their address changes. */
const STAYING = new Set(['inbox', 'alerts', 'examples']);
const THEMES = ['auto', 'light', 'dark'];

function routeOf(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [page, ...rest] = path.split('/').map(decodeURIComponent);
  return { page: page in PAGES ? page : 'sessions', rest, query: new URLSearchParams(query) };
}

class CrierApp extends LitElement {
  constructor() {
    super();
    this.me = null;
    this.ready = false;
    this.problem = null;
    this.menuOpen = false;
    this.route = routeOf(location.hash);
    this.theme = localStorage.getItem('theme') ?? 'auto';
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.applyTheme();
    addEventListener('hashchange', () => this.go());
    signedOut.addEventListener('signed-out', () => this.leave());
    this.addEventListener('signed-in', ({ detail }) => this.enter(detail));
    await loadTexts();
    if (!OPEN_PAGES.has(this.route.page)) await this.findMe();
    this.ready = true;
    await this.go();
  }

  async findMe() {
    try {
      this.enter(await get('/v1/me'), false);
    } catch (problem) {
      if (problem.status !== 401) this.problem = problem;
    }
  }

  enter(me, move = true) {
    this.me = me;
    this.problem = null;
    useCsrfToken(me.csrfToken);
    openStream();
    if (move) {
      const wanted = sessionStorage.getItem('wanted') ?? '#/sessions';
      sessionStorage.removeItem('wanted');
      location.hash = wanted === location.hash ? '#/sessions' : wanted;
    }
    this.requestUpdate();
  }

  leave() {
    if (!OPEN_PAGES.has(this.route.page)) sessionStorage.setItem('wanted', location.hash);
    this.me = null;
    useCsrfToken(null);
    closeStream();
    location.hash = '#/sign-in';
  }

  async signOut() {
    await remove('/v1/sign-in').catch(() => {});
    this.leave();
    sessionStorage.removeItem('wanted');
  }

  async go() {
    const route = routeOf(location.hash);
    if (!this.me && !OPEN_PAGES.has(route.page) && !this.problem) {
      this.leave();
      return;
    }
    await import(`./pages/${PAGES[route.page]}.js`);
    const before = this.shown?.address;
    this.route = route;
    this.menuOpen = false;
    this.requestUpdate();
    await this.updateComplete;
    document.title = `${t(`page.${route.page}`)} · Crier`;
    if (this.shown?.address !== before) {
      scrollTo(0, 0);
      this.querySelector('main')?.focus({ preventScroll: true });
    }
  }

  applyTheme() {
    if (this.theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = this.theme;
  }

  nextTheme() {
    this.theme = THEMES[(THEMES.indexOf(this.theme) + 1) % THEMES.length];
    localStorage.setItem('theme', this.theme);
    this.applyTheme();
    this.requestUpdate();
  }

  async language(chosen) {
    await chooseLanguage(chosen);
    this.querySelectorAll('main *').forEach((it) => it.requestUpdate?.());
    this.requestUpdate();
    document.title = `${t(`page.${this.route.page}`)} · Crier`;
  }

  render() {
    if (!this.ready) return html`<main class="alone">${loadingLines()}</main>`;
    const open = OPEN_PAGES.has(this.route.page);
    return html`
      <a class="skip" href="#main" @click=${(event) => { event.preventDefault(); this.querySelector('main').focus(); }}>${t('skip')}</a>
      ${open || !this.me ? nothing : this.navigation()}
      <main id="main" tabindex="-1" class=${open ? 'alone' : ''}>
        ${this.problem ? problemBox(this.problem, () => location.reload()) : this.page()}
        ${open ? html`<footer class="center small">${this.preferences()}</footer>` : nothing}
      </main>`;
  }

  page() {
    const { page, rest } = this.route;
    if (!this.me && !OPEN_PAGES.has(page)) return nothing;
    const address = STAYING.has(page) ? page : [page, ...rest].join('/');
    if (this.shown?.address !== address) {
      this.shown = { address, element: document.createElement(`page-${page}`) };
    }
    Object.assign(this.shown.element, { route: this.route, me: this.me });
    return this.shown.element;
  }

  allowed(page) {
    const { role } = this.me.user;
    if (page === 'operator') return role === 'operator';
    return !OWNERS_ONLY.has(page) || role !== 'member';
  }

  navigation() {
    const current = BELONGS_TO[this.route.page] ?? this.route.page;
    return html`
      <header class="bar">
        <button class="link menu" aria-expanded=${this.menuOpen} aria-controls="navigation" aria-label=${t('menu')}
          @click=${() => { this.menuOpen = !this.menuOpen; this.requestUpdate(); }}>${icon('menu')}</button>
        <a class="brand" href="#/sessions"><img src="/dashboard/icon.svg" alt="" width="28" height="28"> Crier</a>
      </header>
      <nav id="navigation" class=${this.menuOpen ? 'open' : ''} aria-label=${t('navigation')}>
        <a class="brand" href="#/sessions"><img src="/dashboard/icon.svg" alt="" width="28" height="28"> Crier</a>
        ${NAVIGATION.map(([group, pages]) => html`
          <h2>${t(`nav.${group}`)}</h2>
          <ul>${pages.filter((it) => this.allowed(it)).map((page) => html`
            <li><a href="#/${page}" aria-current=${page === current ? 'page' : nothing}>${icon(page)} ${t(`page.${page}`)}</a></li>`)}
          </ul>`)}
        <div class="who">
          <a href="#/me" aria-current=${current === 'me' ? 'page' : nothing}>${icon('me')} <bdi>${this.me.user.name}</bdi></a>
          <button class="link" @click=${() => this.signOut()}>${t('sign-out')}</button>
          ${this.preferences()}
        </div>
      </nav>`;
  }

  preferences() {
    return html`<div class="preferences">
      <select aria-label=${t('language')} @change=${({ target }) => this.language(target.value)}>
        ${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === language()}>${name}</option>`)}
      </select>
      <button class="link" @click=${() => this.nextTheme()} title=${t('theme')}>${icon(`theme-${this.theme}`)} ${t(`theme.${this.theme}`)}</button>
    </div>`;
  }
}

customElements.define('crier-app', CrierApp);
