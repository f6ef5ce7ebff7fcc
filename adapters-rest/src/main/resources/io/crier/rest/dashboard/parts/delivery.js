import { html, nothing } from 'lit';
import { moment } from '../core/format.js';
import { t } from '../core/texts.js';

/** The attempts of one webhook delivery, with the answers. */
export const attempts = (delivery) => (delivery.attempts?.length
  ? html`<details><summary>${t('webhooks.attempts', { n: delivery.attempts.length })}</summary>
      ${delivery.attempts.map((it) => html`<p class="small">${moment(it.at)} · ${it.statusCode ?? it.error} · ${it.tookMs} ms</p>
        ${it.answer ? html`<pre class="small">${it.answer}</pre>` : nothing}`)}</details>`
  : '–');
