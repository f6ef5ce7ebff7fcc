import { html, nothing } from 'lit';
import { all, get, withQuery } from '../core/api.js';
import { durations, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import '../parts/time-chart.js';
import { empty, figure, loadingLines, own, when } from '../parts/ui.js';

const HOUR = 3600000;
const DAY = 24 * HOUR;
const PERIODS = { day: { granularity: 'hour', back: 23 * HOUR }, week: { granularity: 'hour', back: 167 * HOUR }, month: { granularity: 'day', back: 29 * DAY }, quarter: { granularity: 'day', back: 89 * DAY } };
const LINES = ['accepted', 'delivered', 'failed', 'received'];
const COLUMNS = ['accepted', 'sent', 'delivered', 'read', 'failed', 'received'];
const DELAYS = ['longestMs', 'p95Ms', 'medianMs'];

/** What became of messages over time, how long they waited, what they cost, and how fast alerts were. */
class ChartsPage extends Page {
  constructor() {
    super();
    this.period = 'month';
    this.sessionId = '';
    this.series = [];
    this.sessions = [];
  }

  async load() {
    const { granularity, back } = PERIODS[this.period];
    const from = new Date(Date.now() - back).toISOString();
    const firstDay = new Date(Date.now() - Math.max(back, 6 * DAY)).toISOString().slice(0, 10);
    const [statistics, alerts, usage, sessions, profile] = await Promise.all([
      get(withQuery('/v1/statistics', { granularity, from, sessionId: this.sessionId })),
      get(withQuery('/v1/statistics/alerts', { granularity, from })),
      get(withQuery('/v1/account/usage', { from: firstDay })),
      all('/v1/sessions'), get('/v1/account'),
    ]);
    return { series: statistics.items, alerts: alerts.items, usage: usage.items, byHour: granularity === 'hour', sessions, profile };
  }

  total(name) {
    return this.series.reduce((sum, it) => sum + it[name], 0);
  }

  render() {
    const waiting = this.sessions.filter((it) => it.queueLength);
    return html`
      <div class="head"><div><h1>${t('page.charts')}</h1><p>${t('charts.text')}</p></div>
        <div class="actions">
          <label class="inline">${t('session')} <select @change=${({ target }) => { this.sessionId = target.value; this.reload(); }}><option value="">${t('all')}</option>
            ${this.sessions.map((it) => html`<option value=${it.id}>${it.name}</option>`)}</select></label>
          <label class="inline">${t('charts.period')} <select @change=${({ target }) => { this.period = target.value; this.reload(); }}>
            ${Object.keys(PERIODS).map((it) => html`<option value=${it} ?selected=${it === this.period}>${t(`charts.${it}`)}</option>`)}</select></label></div></div>
      ${this.problemBox}
      ${this.loading ? loadingLines(6) : this.profile ? html`
        <div class="figures">
          ${['accepted', 'delivered', 'read', 'failed', 'received'].map((it) => figure(this.total(it), t(`charts.${it}`)))}
          ${figure(this.sessions.reduce((sum, it) => sum + (it.queueLength ?? 0), 0), t('sessions.waiting'))}
        </div>
        ${this.total('accepted') + this.total('received')
          ? html`<h2>${t('charts.title')}</h2>${this.messages()}`
          : empty(t('charts.none'), t('charts.none-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'charts')}
        ${this.series.some((it) => it.waited) ? html`<h2>${t('charts.age')}</h2><p class="muted small">${t('charts.age-text')}</p>${this.delays(t('charts.age'), this.series, 'waited')}` : nothing}
        ${waiting.length
          ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('charts.queues')}><table><thead><tr><th scope="col">${t('session')}</th><th scope="col" class="number">${t('sessions.queue')}</th><th scope="col">${t('session.oldest')}</th></tr></thead>
            <tbody>${waiting.map((it) => html`<tr><td><a href="#/session/${it.id}">${own(it.name)}</a></td><td class="number">${number(it.queueLength)}</td><td>${when(it.oldestQueuedAt)}</td></tr>`)}</tbody></table></div>`
          : html`<p class="muted">${t('charts.nothing-waits')}</p>`}
        ${this.quota()}
        <h2>${t('charts.latency')}</h2><p class="muted small">${t('charts.latency-text')}</p>
        ${this.alerts.some((it) => it.latency) ? this.delays(t('charts.latency'), this.alerts, 'latency')
          : html`<p class="muted">${t('charts.no-alerts')} <a href="#/alerts">${t('page.alerts')}</a></p>`}` : nothing}`;
  }

  chart(title, items, lines, more = {}) {
    return html`<time-chart .data=${{ title, byHour: this.byHour, times: items.map((it) => it.from), lines, ...more }}></time-chart>`;
  }

  messages() {
    return this.chart(t('charts.title'), this.series,
      COLUMNS.map((name) => ({ name: t(`charts.${name}`), values: this.series.map((it) => it[name]), drawn: LINES.includes(name) })));
  }

  /** How long something took: the slowest one, and what was usual. */
  delays(title, items, name) {
    const { scale, short, long } = durations(Math.max(...items.map((it) => it[name]?.longestMs ?? 0)));
    return this.chart(title, items,
      DELAYS.map((delay) => ({ name: t(`charts.${delay}`), values: items.map((it) => (it[name] ? it[name][delay] / scale : null)) })), { axis: short, format: long });
  }

  quota() {
    const { account, limits, usage } = this.profile;
    const of = (used, limit) => (limit == null ? number(used) : `${number(used)} / ${number(limit)}`);
    const lines = [{ name: t('charts.sends'), values: this.usage.map((it) => it.sends) }];
    if (limits.sendsPerDay != null) lines.push({ name: t('charts.limit'), values: this.usage.map(() => limits.sendsPerDay) });
    return html`<h2>${t('charts.quota')}</h2><p class="muted small">${t('charts.quota-text')}</p>
      <div class="figures">${figure(of(usage.sendsToday, limits.sendsPerDay), t('account.today'))}${figure(of(usage.sendsThisMonth, limits.sendsPerMonth), t('account.month'))}
        ${figure(account.credits == null ? t('unlimited') : account.credits, t('account.credits'))}</div>
      ${this.chart(t('charts.quota'), this.usage, lines, { byHour: false })}`;
  }
}

customElements.define('page-charts', ChartsPage);
