import { html, nothing } from 'lit';
import { get, post } from '../core/api.js';
import { number } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { ask } from '../parts/dialog.js';
import { numbersField, numbersOf } from '../parts/people.js';
import { empty, loadingLines, own } from '../parts/ui.js';

/** The groups of a session; create one, or join one by its link. */
class GroupsPage extends Page {
  open() {
    this.reload();
    this.reloadOn(['group.joined', 'group.left', 'group.updated'], 3000);
  }

  get path() {
    return `/v1/sessions/${this.route.rest[0]}`;
  }

  async load() {
    const [session, groups] = await Promise.all([get(this.path), get(`${this.path}/groups`)]);
    return { session, groups: groups.items };
  }

  openGroup(id) {
    location.hash = `#/group/${this.route.rest[0]}/${encodeURIComponent(id)}`;
  }

  async create() {
    const created = await ask({
      title: t('groups.new'),
      confirm: t('create'),
      body: html`<label>${t('group.name')}<input name="subject" required maxlength="100"></label>${numbersField()}`,
      submit: ({ subject, numbers }) => post(`${this.path}/groups`, { subject, participants: numbersOf(numbers) }),
    });
    if (created) this.openGroup(created.group.id);
  }

  async join() {
    const joined = await ask({
      title: t('groups.join'),
      confirm: t('groups.join'),
      body: html`<label>${t('group.invite')}<input name="invite" required dir="ltr" placeholder="https://chat.whatsapp.com/…"></label>`,
      submit: (fields) => post(`${this.path}/groups/join`, fields),
    });
    if (joined) this.openGroup(joined.id);
  }

  render() {
    if (this.loading) return loadingLines();
    const session = this.route.rest[0];
    const buttons = html`<div class="actions"><button class="outline" @click=${() => this.join()}>${t('groups.join')}</button><button @click=${() => this.create()}>${t('groups.new')}</button></div>`;
    return html`<p class="small"><a href="#/inbox/${session}">${t('page.inbox')}</a></p>
      <div class="head"><div><h1>${t('page.groups')}</h1><p>${own(this.session?.name ?? '')}</p></div>${this.groups?.length ? buttons : nothing}</div>
      ${this.problemBox}
      ${!this.groups ? nothing : this.groups.length ? html`<div class="scroll" tabindex="0" role="region" aria-label=${t('page.groups')}><table>
        <thead><tr><th scope="col">${t('group.name')}</th><th scope="col" class="number">${t('group.participants')}</th></tr></thead>
        <tbody>${this.groups.map((it) => html`<tr><td><a href="#/group/${session}/${encodeURIComponent(it.id)}">${own(it.subject || it.id)}</a></td><td class="number">${number(it.participants.length)}</td></tr>`)}</tbody></table></div>`
        : empty(t('groups.none'), t('groups.none-text'), buttons, 'users')}`;
  }
}

customElements.define('page-groups', GroupsPage);
