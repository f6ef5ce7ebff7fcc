import { LitElement, html } from 'lit';
import { day, moment, number } from '../core/format.js';
import { t } from '../core/texts.js';
import { drawChart, forgetChart } from './chart.js';

/**
 * Lines over time with their numbers in a table below: `data` has a title, the beginnings of the
 * periods, whether they are hours, and lines with a name and one value for each period; a line that is
 * not `drawn` is in the table only. `format` says a value in words.
 */
class TimeChart extends LitElement {
  static properties = { data: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    forgetChart(this.querySelector('.chart'));
  }

  updated() {
    const { lines, times, byHour, axis } = this.data;
    drawChart(this.querySelector('.chart'), {
      byHour, axis, lines: lines.filter((it) => it.drawn !== false), times: times.map((it) => new Date(it).getTime() / 1000),
    });
  }

  render() {
    const { title, lines, times, byHour, format = number } = this.data;
    const name = byHour ? moment : day;
    const rows = times.map((_, index) => index).filter((index) => lines.some((it) => it.values[index]));
    return html`<div class="chart" role="img" aria-label=${title}></div>
      <details><summary>${t('charts.as-table')}</summary>
        <div class="scroll" tabindex="0" role="region" aria-label="${title}: ${t('charts.as-table')}"><table>
          <thead><tr><th scope="col">${t('time')}</th>${lines.map((it) => html`<th scope="col" class="number">${it.name}</th>`)}</tr></thead>
          <tbody>${rows.map((index) => html`<tr><td>${name(times[index])}</td>
            ${lines.map(({ values }) => html`<td class="number">${values[index] == null ? '–' : format(values[index])}</td>`)}</tr>`)}</tbody></table></div></details>`;
  }
}

customElements.define('time-chart', TimeChart);
