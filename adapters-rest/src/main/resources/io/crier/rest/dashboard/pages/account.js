import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { moment, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { badge, fact, loadingLines, notice, own } from '../parts/ui.js';

/** The account: plan, limits, what is used of them, and why it may be blocked. */
class AccountPage extends Page {
  async load() {
    return { profile: await get('/v1/account') };
  }

  render() {
    if (this.loading) return loadingLines(6);
    if (!this.profile) return html`<h1>${t('page.account')}</h1>${this.problemBox}`;
    const { account, limits, usage, alertSender, blocks } = this.profile;
    return html`
      <div class="head"><div><h1>${own(account.name)}</h1><p>${t('account.text')}</p></div></div>
      ${this.problemBox}
      ${blocks?.current ? notice('bad', t('account.blocked', { reason: t(`offence.${blocks.current.reason}`), time: moment(blocks.current.until) })) : nothing}
      <div class="columns">
        <section class="panel"><h2>${t('account.plan')}</h2><dl class="facts">
          ${fact(t('account.plan'), account.plan)}
          ${fact(t('account.credits'), account.credits == null ? t('unlimited') : number(account.credits))}
          ${fact(t('status'), account.active ? badge('active') : badge('disabled'))}
          ${fact(t('created'), moment(account.createdAt))}
          ${fact(t('account.alert-sender'), alertSender ? html`${own(alertSender.name)} ${badge(alertSender.status)}` : t('account.no-alert-sender'))}
        </dl></section>
        <section class="panel"><h2>${t('account.usage')}</h2>
          ${this.meter(t('account.today'), usage.sendsToday, limits.sendsPerDay)}
          ${this.meter(t('account.month'), usage.sendsThisMonth, limits.sendsPerMonth)}
          <p class="small"><a href="#/charts">${t('page.charts')}</a></p></section>
        <section class="panel"><h2>${t('account.limits')}</h2><dl class="facts">
          ${['keys', 'phones', 'subscriptions', 'requestsPerMinute'].map((it) => fact(t(`account.limit.${it}`), limits[it] == null ? t('unlimited') : number(limits[it])))}
        </dl></section>
        ${blocks ? html`<section class="panel"><h2>${t('account.protection')}</h2>
          <p class="small muted">${blocks.enabled ? t('account.protected') : t('account.not-protected')}</p>
          ${blocks.limits ? html`<dl class="facts">
            ${fact(t('account.unknown-numbers'), number(blocks.limits.unknownNumbersPerHour))}
            ${fact(t('account.excess'), number(blocks.limits.excessRequestsPerMinute))}
            ${blocks.lastOffenceAt ? fact(t('account.last-offence'), moment(blocks.lastOffenceAt)) : nothing}</dl>` : nothing}</section>` : nothing}
      </div>`;
  }

  meter(name, used, limit) {
    return html`<p class="meter"><span>${name}</span> <strong>${number(used)}</strong> ${limit == null ? html`<span class="muted">· ${t('unlimited')}</span>` : html`<span class="muted">/ ${number(limit)}</span>
      <progress max=${limit} value=${Math.min(used, limit)} aria-label=${name}></progress>`}</p>`;
  }
}

customElements.define('page-account', AccountPage);
