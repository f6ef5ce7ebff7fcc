import { html, nothing } from 'lit';
import { all, get, withQuery } from '../core/api.js';
import { day, moment, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { drawChart } from '../parts/chart.js';
import { empty, figure, loadingLines, when } from '../parts/ui.js';

const HOUR = 3600000;
const PERIODS = { day: { granularity: 'hour', back: 23 * HOUR }, week: { granularity: 'hour', back: 167 * HOUR }, month: { granularity: 'day', back: 29 * 24 * HOUR }, quarter: { granularity: 'day', back: 89 * 24 * HOUR } };
const LINES = ['accepted', 'delivered', 'failed', 'received'];

/** What became of messages over time, what waits and for how long; each picture with its numbers beside it. */
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
    const [statistics, sessions, profile] = await Promise.all([
      get(withQuery('/v1/statistics', { granularity, from, sessionId: this.sessionId })), all('/v1/sessions'), get('/v1/account'),
    ]);
    return { series: statistics.items, granularity, sessions, profile };
  }

  updated(changed) {
    super.updated(changed);
    const place = this.querySelector('.chart');
    if (place) {
      drawChart(place, {
        byHour: this.granularity === 'hour',
        times: this.series.map((it) => new Date(it.from).getTime() / 1000),
        lines: LINES.map((name) => ({ name: t(`charts.${name}`), values: this.series.map((it) => it[name]) })),
      });
    }
  }

  total(name) {
    return this.series.reduce((sum, it) => sum + it[name], 0);
  }

  render() {
    const waiting = this.sessions.filter((it) => it.queueLength);
    const credits = this.profile?.account.credits;
    return html`
      <div class="head"><div><h1>${t('page.charts')}</h1><p>${t('charts.text')}</p></div>
        <div class="actions">
          <label class="inline">${t('session')} <select @change=${({ target }) => { this.sessionId = target.value; this.reload(); }}><option value="">${t('all')}</option>
            ${this.sessions.map((it) => html`<option value=${it.id}>${it.name}</option>`)}</select></label>
          <label class="inline">${t('charts.period')} <select @change=${({ target }) => { this.period = target.value; this.reload(); }}>
            ${Object.keys(PERIODS).map((it) => html`<option value=${it} ?selected=${it === this.period}>${t(`charts.${it}`)}</option>`)}</select></label></div></div>
      ${this.problemBox}
      ${this.loading ? loadingLines(6) : html`
        <div class="figures">
          ${['accepted', 'delivered', 'read', 'failed', 'received'].map((it) => figure(this.total(it), t(`charts.${it}`)))}
          ${figure(this.sessions.reduce((sum, it) => sum + (it.queueLength ?? 0), 0), t('sessions.waiting'))}
          ${figure(credits == null ? t('unlimited') : credits, t('account.credits'))}
        </div>
        ${this.total('accepted') + this.total('received')
          ? html`<h2>${t('charts.title')}</h2><div class="chart" role="img" aria-label=${t('charts.title')}></div>${this.table()}`
          : empty(t('charts.none'), t('charts.none-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'charts')}
        <h2>${t('charts.queues')}</h2>
        ${waiting.length
          ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('charts.queues')}><table><thead><tr><th scope="col">${t('session')}</th><th scope="col" class="number">${t('sessions.queue')}</th><th scope="col">${t('session.oldest')}</th></tr></thead>
            <tbody>${waiting.map((it) => html`<tr><td><a href="#/session/${it.id}"><bdi>${it.name}</bdi></a></td><td class="number">${number(it.queueLength)}</td><td>${when(it.oldestQueuedAt)}</td></tr>`)}</tbody></table></div>`
          : html`<p class="muted">${t('charts.nothing-waits')}</p>`}`}`;
  }

  table() {
    const name = this.granularity === 'hour' ? moment : day;
    const columns = ['accepted', 'sent', 'delivered', 'read', 'failed', 'received'];
    const rows = this.series.filter((it) => columns.some((column) => it[column]));
    return html`<details><summary>${t('charts.as-table')}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('charts.as-table')}><table>
        <thead><tr><th scope="col">${t('time')}</th>${columns.map((it) => html`<th scope="col" class="number">${t(`charts.${it}`)}</th>`)}</tr></thead>
        <tbody>${rows.length ? rows.map((row) => html`<tr><td>${name(row.from)}</td>${columns.map((it) => html`<td class="number">${number(row[it])}</td>`)}</tr>`) : nothing}</tbody></table></div></details>`;
  }
}

customElements.define('page-charts', ChartsPage);
