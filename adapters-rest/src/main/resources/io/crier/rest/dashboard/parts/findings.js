import { html, nothing } from 'lit';
import { relative } from '../core/format.js';
import { has, t } from '../core/texts.js';
import { notice } from './ui.js';

const short = (id) => id.slice(0, 8);

/** What is not healthy on this server, the worst first, and what to do about each. */
export function findings({ checks, nodes, senders, accounts, me, change, addSender }) {
  return [
    ...ofChecks(checks), ...ofNodes(nodes), ...ofSenders(senders, me, addSender),
    ...accounts.filter((it) => it.active && it.credits === 0)
      .map((it) => notice('busy', t('operator.no-credits', { name: it.name }), html`<button class="small outline" @click=${() => change(it)}>${t('change')}</button>`)),
  ];
}

function ofChecks(checks) {
  return checks.flatMap((check) => Object.entries(check.data ?? {}).filter(([, value]) => value !== 'up')
    .map(([name, value]) => (has(`operator.checks.${name}`) && value === 'down'
      ? notice('bad', t(`operator.checks.${name}`))
      : notice(value === 'down' ? 'bad' : 'busy', t('operator.sick', { name, data: value })))));
}

function ofNodes(nodes) {
  const alive = nodes.filter((it) => it.state === 'alive');
  const versions = [...new Set(alive.map((it) => it.version).filter(Boolean))];
  return [
    ...nodes.filter((it) => it.state === 'silent').map((it) => notice(alive.length ? 'busy' : 'bad',
      `${t('operator.node-silent', { id: short(it.id), time: relative(it.lastHeartbeatAt) })} ${alive.length ? '' : t('operator.only-node-silent')}`)),
    ...(versions.length > 1 ? [notice('busy', t('operator.versions', { versions: versions.join(', ') }))] : []),
    ...alive.filter((it) => it.needSomebody).map((it) => notice('busy', t('operator.needs-somebody', { n: it.needSomebody, id: short(it.id) }))),
  ];
}

function ofSenders(senders, me, addSender) {
  const down = senders.filter((it) => it.status !== 'connected');
  const link = (it) => (it.accountId === me.account?.id ? html`<a href="#/session/${it.sessionId}">${t('page.session')}</a>` : nothing);
  return [
    ...(senders.length && down.length === senders.length ? [notice('bad', t('operator.no-sender-works'), html`<button class="small outline" @click=${addSender}>${t('operator.new-sender')}</button>`)] : []),
    ...down.map((it) => notice('busy', t('operator.sender-down', { name: it.name, status: t(`status.${it.status}`) }), link(it))),
  ];
}
