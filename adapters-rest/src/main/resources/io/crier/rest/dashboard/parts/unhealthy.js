import { html, nothing } from 'lit';
import { t } from '../core/texts.js';
import { badge, moreButton, own, when } from './ui.js';

/** Which sessions and webhooks of all accounts are not healthy, and what to do about each; nothing if all are. */
export function unhealthySessions(sessions, cursor, more) {
  return sessions.length ? table('operator.unhealthy-sessions', ['session', 'operator.account', 'status', 'operator.what-to-do'],
    sessions.map((it) => html`<tr><td>${own(it.name)}${it.number ? html`<br><span class="small muted">${own(it.number)}</span>` : nothing}</td><td>${own(it.accountName)}</td>
      <td>${badge(it.status)}${it.lastError ? html`<br><code class="small">${it.lastError}</code>` : nothing}</td><td class="sentence">${t(`operator.advice.${it.status}`)}</td></tr>`), cursor, more) : nothing;
}

export function disabledWebhooks(webhooks, cursor, more) {
  return webhooks.length ? table('operator.disabled-webhooks', ['operator.receiver', 'operator.account', 'operator.reason', 'operator.failing-since', 'operator.what-to-do'],
    webhooks.map((it) => html`<tr><td>${own(it.host)}</td><td>${own(it.accountName)}</td><td>${own(it.disabled)}</td><td class="nowrap">${when(it.failingSince)}</td>
      <td class="sentence">${t('operator.advice.webhook')}</td></tr>`), cursor, more) : nothing;
}

function table(title, columns, rows, cursor, more) {
  return html`<h3>${t(title)}</h3>
    <div class="scroll" tabindex="0" role="region" aria-label=${t(title)}><table>
      <thead><tr>${columns.map((it) => html`<th scope="col">${t(it)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div>
    ${moreButton(cursor, more)}`;
}
