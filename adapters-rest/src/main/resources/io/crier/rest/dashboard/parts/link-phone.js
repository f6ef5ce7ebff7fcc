import { LitElement, html, nothing } from 'lit';
import { call, post } from '../core/api.js';
import { listen } from '../core/events.js';
import { t } from '../core/texts.js';
import { problemBox, submits } from './ui.js';

/** The QR code of a session, which renews itself, and the ways to link a phone without it. */
class LinkPhone extends LitElement {
  constructor() {
    super();
    this.session = null;
    this.code = null;
    this.pairing = null;
    this.problem = null;
    this.now = Date.now();
  }

  static properties = { session: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.fetchCode();
    this.stop = listen(['session.qr'], ({ sessionId }) => sessionId === this.session.id && this.fetchCode());
    this.timer = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    clearInterval(this.timer);
    if (this.code) URL.revokeObjectURL(this.code.image);
  }

  tick() {
    this.now = Date.now();
    if (!this.code || this.left <= 0) this.fetchCode();
    this.requestUpdate();
  }

  get left() {
    return this.code ? Math.max(0, Math.ceil((this.code.expiresAt - this.now) / 1000)) : 0;
  }

  async fetchCode() {
    if (this.fetching) return;
    this.fetching = true;
    try {
      const path = `/v1/sessions/${this.session.id}/qr`;
      const { expiresAt } = await (await call('GET', path)).json();
      const image = URL.createObjectURL(await (await call('GET', path, { headers: { Accept: 'image/svg+xml' } })).blob());
      if (this.code) URL.revokeObjectURL(this.code.image);
      const until = new Date(expiresAt).getTime();
      this.code = { image, expiresAt: until, whole: Math.max(1, (until - Date.now()) / 1000) };
      this.problem = null;
    } catch (problem) {
      if (problem.code !== 'qr_not_ready') this.problem = problem;
    } finally {
      this.fetching = false;
      this.requestUpdate();
    }
  }

  async pair(fields) {
    try {
      this.pairing = await post(`/v1/sessions/${this.session.id}/pairing-code`, fields);
      this.problem = null;
    } catch (problem) {
      this.problem = problem;
    }
    this.requestUpdate();
  }

  async scan(fields) {
    try {
      await post(`/simulator/sessions/${this.session.id}/scan`, fields);
    } catch (problem) {
      this.problem = problem;
    }
    this.requestUpdate();
  }

  render() {
    const simulated = this.session.engine === 'simulator';
    return html`<div class="link-phone">
      <div>
        <div class="qr">${this.code ? html`<img src=${this.code.image} alt=${t('link.qr')}>` : html`<span aria-busy="true">${t('link.waiting')}</span>`}</div>
        ${this.code ? html`<progress max=${this.code.whole} value=${this.left} aria-hidden="true"></progress>
          <p class="small muted center">${t('link.left', { n: this.left })}</p>` : nothing}
      </div>
      <div>
        ${this.problem ? problemBox(this.problem) : nothing}
        ${simulated
          ? html`<p>${t('link.simulator')}</p>
              <form @submit=${submits((fields) => this.scan(fields))}>
                <label>${t('link.simulated-number')}<input name="number" type="tel" dir="ltr" value="+966500000001" required></label>
                <button type="submit">${t('link.scan-for-me')}</button>
              </form>`
          : html`<ol><li>${t('link.step-1')}</li><li>${t('link.step-2')}</li><li>${t('link.step-3')}</li></ol>
              <details><summary>${t('link.by-code')}</summary>
                ${this.pairing
                  ? html`<p class="center"><code class="pairing">${this.pairing.code}</code></p><p class="small muted">${t('link.enter-code')}</p>`
                  : html`<form @submit=${submits((fields) => this.pair(fields))}>
                      <label>${t('link.your-number')}<input name="phone" type="tel" dir="ltr" placeholder="+966501234567" required></label>
                      <button type="submit" class="outline">${t('link.get-code')}</button>
                    </form>`}
              </details>`}
      </div>
    </div>`;
  }
}

customElements.define('link-phone', LinkPhone);
