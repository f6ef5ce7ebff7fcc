import { html, nothing } from 'lit';
import { get, patch, post, remove } from '../core/api.js';
import { moment, number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask, confirmed } from '../parts/dialog.js';
import { numbersField, numbersOf } from '../parts/people.js';
import { badge, copyable, fact, loadingLines, notice, own } from '../parts/ui.js';

const CHOICES = ['onlyAdminsSend', 'onlyAdminsEdit'];

/** One group, as WhatsApp has it now: who is in it, and what this session may change. */
class GroupPage extends Page {
  open() {
    this.reload();
    this.reloadOn(['group.updated', 'group.participants', 'group.left'], 3000);
  }

  get sessionPath() {
    return `/v1/sessions/${this.route.rest[0]}`;
  }

  get path() {
    return `${this.sessionPath}/groups/${encodeURIComponent(this.route.rest[1])}`;
  }

  async load() {
    const [session, group] = await Promise.all([get(this.sessionPath), get(this.path)]);
    const mine = group.participants.find((it) => it.number === session.number)?.role ?? 'member';
    const invite = mine === 'member' ? null : this.invite ?? (await get(`${this.path}/invite`).catch(() => null));
    return { session, group, mine, invite };
  }

  get admin() {
    return this.mine !== 'member';
  }

  async change() {
    const { group } = this;
    const changed = await ask({
      title: t('group.change'),
      body: html`<label>${t('group.name')}<input name="subject" required maxlength="100" .value=${group.subject}></label>
        <label>${t('group.description')}<textarea name="description" rows="4" maxlength="2048" .value=${group.description ?? ''}></textarea></label>
        ${this.admin ? CHOICES.map((it) => html`<label class="choice"><input type="checkbox" name=${it} value="true" .checked=${group[it]}> ${t(`group.${it}`)}</label>`) : nothing}`,
      submit: (fields) => patch(this.path, this.changesTo(fields)),
    });
    if (changed) this.show({ group: changed });
  }

  /** Only what is different: each is a change of its own to WhatsApp. */
  changesTo({ subject, description = '', ...chosen }) {
    const wanted = { subject, description, ...(this.admin ? Object.fromEntries(CHOICES.map((it) => [it, it in chosen])) : {}) };
    return Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== (this.group[name] ?? '')));
  }

  async add() {
    const results = await ask({
      title: t('group.add'), confirm: t('add'), body: numbersField(),
      submit: ({ numbers }) => this.participants('add', numbersOf(numbers)),
    });
    this.tellOf(results);
  }

  participants(action, participants) {
    return post(`${this.path}/participants`, { action, participants });
  }

  async act(action, participant) {
    this.tellOf(await this.attempt(() => this.participants(action, [participant.id])));
  }

  async removeParticipant(participant) {
    const name = participant.number ?? participant.id;
    this.tellOf(await confirmed(t('group.remove'), t('group.remove-text', { name }), t('group.remove'), () => this.participants('remove', [participant.id])));
  }

  /** What could not be done for somebody stays on the page until the next change. */
  async tellOf(results) {
    if (!results) return;
    this.refused = results.items.filter((it) => it.outcome !== 'done');
    await this.reload();
  }

  async revoke() {
    const revoked = await confirmed(t('group.revoke'), t('group.revoke-text'), t('group.revoke'), () => remove(`${this.path}/invite`));
    if (revoked) this.show({ invite: revoked });
  }

  async leave() {
    const left = await confirmed(t('group.leave'), t('group.leave-text', { name: this.group.subject }), t('group.leave'), () => post(`${this.path}/leave`).then(() => true));
    if (left) location.hash = `#/groups/${this.route.rest[0]}`;
  }

  render() {
    if (this.loading) return loadingLines(6);
    const { session, group } = this;
    const id = this.route.rest[0];
    const top = html`<p class="small"><a href="#/inbox/${id}">${t('page.inbox')}</a> · <a href="#/groups/${id}">${t('page.groups')}</a></p>`;
    if (!group) return html`${top}<h1>${t('page.group')}</h1>${this.problemBox}`;
    return html`${top}
      <div class="head"><div><h1>${own(group.subject || group.id)}</h1><p>${badge(`group.${this.mine}`, t(`group.mine.${this.mine}`))}</p></div>
        <div class="actions"><a role="button" class="outline" href="#/inbox/${id}/${encodeURIComponent(group.id)}">${t('group.open-chat')}</a>
          ${this.admin || !group.onlyAdminsEdit ? html`<button class="outline" @click=${() => this.change()}>${t('change')}</button>` : nothing}</div></div>
      ${this.problemBox}
      ${this.refused?.length ? notice('busy', this.refused.map((it) => html`${own(it.participant)}: ${t(`group.outcome.${it.outcome}`)}<br>`)) : nothing}
      <section class="panel"><h2>${t('group.about')}</h2>
        <p class="pre">${group.description ? own(group.description) : html`<span class="muted">${t('group.no-description')}</span>`}</p>
        <dl class="facts">${fact(t('session'), html`<a href="#/session/${id}">${own(session.name)}</a>`)}
          ${fact(t('group.owner'), group.owner && own(group.owner))}${fact(t('created'), group.createdAt && moment(group.createdAt))}
          ${CHOICES.map((it) => fact(t(`group.${it}`), t(group[it] ? 'yes' : 'no')))}</dl></section>
      ${this.admin && this.invite ? html`<section class="panel"><h2>${t('group.invite')}</h2><p class="muted small">${t('group.invite-text')}</p>${copyable(this.invite.link)}
        <button class="outline small" @click=${() => this.revoke()}>${t('group.revoke')}</button></section>` : nothing}
      <div class="head"><h2>${t('group.participants')} (${number(group.participants.length)})</h2>${this.admin ? html`<button class="outline small" @click=${() => this.add()}>${t('group.add')}</button>` : nothing}</div>
      <div class="scroll" tabindex="0" role="region" aria-label=${t('group.participants')}><table>
        <thead><tr><th scope="col">${t('number')}</th><th scope="col">${t('group.role')}</th><th scope="col"><span class="sr">${t('actions')}</span></th></tr></thead>
        <tbody>${group.participants.map((it) => this.row(it))}</tbody></table></div>
      <section class="panel"><h2>${t('group.leave')}</h2><p>${t('group.leave-text', { name: this.group.subject })}</p><button class="danger outline" @click=${() => this.leave()}>${t('group.leave')}</button></section>`;
  }

  row(participant) {
    const self = participant.number === this.session.number;
    const changes = this.admin && !self && participant.role !== 'owner';
    return html`<tr><td>${own(participant.number ?? participant.id)} ${self ? html`<span class="muted small">${t('inbox.you')}</span>` : nothing}</td>
      <td>${t(`group.role.${participant.role}`)}</td>
      <td class="nowrap">${changes ? html`
        ${participant.role === 'member'
          ? html`<button class="link" @click=${() => this.act('promote', participant)}>${t('group.promote')}</button>`
          : html`<button class="link" @click=${() => this.act('demote', participant)}>${t('group.demote')}</button>`}
        <button class="link" @click=${() => this.removeParticipant(participant)}>${t('group.remove')}</button>` : nothing}</td></tr>`;
  }
}

customElements.define('page-group', GroupPage);
