import { html, nothing } from 'lit';
import { get, withQuery } from '../core/api.js';
import { moment } from '../core/format.js';
import { Page } from '../core/page.js';
import { has, t } from '../core/texts.js';
import { empty, loadingLines, moreButton, own } from '../parts/ui.js';

/** Who changed what, when and from where. */
class AuditPage extends Page {
  constructor() {
    super();
    this.entries = [];
  }

  async load() {
    const page = await get('/v1/audit?limit=100');
    return { entries: page.items, nextCursor: page.nextCursor };
  }

  async more() {
    const page = await get(withQuery('/v1/audit', { limit: 100, cursor: this.nextCursor }));
    this.show({ entries: [...this.entries, ...page.items], nextCursor: page.nextCursor });
  }

  render() {
    return html`
      <div class="head"><div><h1>${t('page.audit')}</h1><p>${t('audit.text')}</p></div></div>
      ${this.problemBox}
      ${this.loading ? loadingLines() : nothing}
      ${!this.loading && !this.entries.length && !this.problem ? empty(t('audit.none'), t('audit.none-text'), nothing, 'audit') : nothing}
      ${this.entries.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.audit')}><table>
        <thead><tr><th scope="col">${t('time')}</th><th scope="col">${t('audit.who')}</th><th scope="col">${t('audit.what')}</th><th scope="col">${t('audit.target')}</th><th scope="col">${t('audit.address')}</th></tr></thead>
        <tbody>${this.entries.map((it) => html`<tr>
          <td class="nowrap">${moment(it.at)}</td>
          <td>${own(it.actor?.name ?? '')}<br><span class="small muted">${it.actor ? t(`audit.kind.${it.actor.kind}`) : nothing}</span></td>
          <td>${has(`audit.action.${it.action}`) ? t(`audit.action.${it.action}`) : html`<code>${it.action}</code>`}</td>
          <td>${own(it.target ?? '')}</td><td dir="ltr">${it.address ?? ''}</td></tr>`)}</tbody></table></div>` : nothing}
      ${moreButton(this.nextCursor, () => this.more())}`;
  }
}

customElements.define('page-audit', AuditPage);
