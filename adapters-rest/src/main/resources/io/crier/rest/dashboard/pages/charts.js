import { html, nothing } from 'lit';
import { all, get, withQuery } from '../core/api.js';
import { day, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { drawChart } from '../parts/chart.js';
import { empty, figure, loadingLines, when } from '../parts/ui.js';

const DAYS = [7, 30, 90];

/** What was sent over time, what waits and for how long; each picture with its numbers beside it. */
class ChartsPage extends Page {
  constructor() {
    super();
    this.days = 30;
    this.series = [];
    this.sessions = [];
  }

  async load() {
    const from = new Date(Date.now() - (this.days - 1) * 86400000).toISOString().slice(0, 10);
    const [series, sessions, profile] = await Promise.all([
      get(withQuery('/v1/account/usage', { granularity: 'day', from })), all('/v1/sessions'), get('/v1/account'),
    ]);
    return { series: this.everyDay(from, series.items), sessions, profile };
  }

  /** Days on which nothing was sent count, too. */
  everyDay(from, items) {
    const sends = new Map(items.map((it) => [it.from, it.sends]));
    return Array.from({ length: this.days }, (_, index) => {
      const date = new Date(new Date(from).getTime() + index * 86400000).toISOString().slice(0, 10);
      return { from: date, sends: sends.get(date) ?? 0 };
    });
  }

  updated() {
    const place = this.querySelector('.chart');
    if (place) {
      drawChart(place, {
        times: this.series.map((it) => new Date(it.from).getTime() / 1000),
        lines: [{ name: t('charts.sends'), values: this.series.map((it) => it.sends) }],
      });
    }
  }

  render() {
    const total = this.series.reduce((sum, it) => sum + it.sends, 0);
    const queue = this.sessions.filter((it) => it.queueLength);
    return html`
      <div class="head"><div><h1>${t('page.charts')}</h1><p>${t('charts.text')}</p></div>
        <label class="inline">${t('charts.period')} <select @change=${({ target }) => { this.days = Number(target.value); this.reload(); }}>${DAYS.map((it) => html`<option value=${it} ?selected=${it === this.days}>${t('charts.days', { n: it })}</option>`)}</select></label></div>
      ${this.problemBox}
      ${this.loading ? loadingLines(6) : html`
        <div class="figures">
          ${figure(total, t('charts.sends'))}
          ${figure(this.profile?.usage.sendsToday ?? 0, t('account.today'))}
          ${figure(this.sessions.reduce((sum, it) => sum + (it.queueLength ?? 0), 0), t('sessions.waiting'))}
          ${figure(this.profile?.account.credits == null ? t('unlimited') : number(this.profile.account.credits), t('account.credits'))}
        </div>
        ${total ? html`<h2>${t('charts.sends-per-day')}</h2><div class="chart" role="img" aria-label=${t('charts.sends-per-day')}></div>
          <details><summary>${t('charts.as-table')}</summary><div class="scroll"><table><thead><tr><th scope="col">${t('charts.day')}</th><th scope="col" class="number">${t('charts.sends')}</th></tr></thead>
            <tbody>${this.series.filter((it) => it.sends).map((it) => html`<tr><td>${day(it.from)}</td><td class="number">${number(it.sends)}</td></tr>`)}</tbody></table></div></details>`
          : empty(t('charts.none'), t('charts.none-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'charts')}
        <h2>${t('charts.queues')}</h2>
        ${queue.length ? html`<div class="scroll"><table><thead><tr><th scope="col">${t('session')}</th><th scope="col" class="number">${t('sessions.queue')}</th><th scope="col">${t('session.oldest')}</th></tr></thead>
          <tbody>${queue.map((it) => html`<tr><td><a href="#/session/${it.id}"><bdi>${it.name}</bdi></a></td><td class="number">${number(it.queueLength)}</td><td>${when(it.oldestQueuedAt)}</td></tr>`)}</tbody></table></div>`
          : html`<p class="muted">${t('charts.nothing-waits')}</p>`}`}${nothing}`;
  }
}

customElements.define('page-charts', ChartsPage);
