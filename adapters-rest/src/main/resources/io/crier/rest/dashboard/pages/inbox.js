import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { all, get, patch, post, upTo, withQuery } from '../core/api.js';
import { throttled } from '../core/events.js';
import { clock, day, excerpt } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { bubble } from '../parts/bubble.js';
import '../parts/composer.js';
import { empty, icon, loadingLines, notice, own } from '../parts/ui.js';

const PAGE = 50;
const ACTIVE = new Set(['typing', 'recording']);

const timeOf = (message) => message?.sentAt ?? message?.createdAt ?? '';

/** The chats of a session as its phone shows them; answer from here. */
class InboxPage extends Page {
  constructor() {
    super();
    this.sessions = [];
    this.chats = [];
    this.messages = [];
    this.pages = 1;
  }

  get sessionId() {
    return this.route.rest[0] ?? this.sessions.find((it) => it.status === 'connected')?.id ?? this.sessions[0]?.id;
  }

  get session() {
    return this.sessions.find((it) => it.id === this.sessionId);
  }

  get hasGroups() {
    return this.engines?.find((it) => it.name === this.session?.engine)?.abilities.includes('groups') ?? false;
  }

  get chatId() {
    return this.route.rest[1];
  }

  open() {
    this.reload();
    const reload = this.whenSeen(throttled(() => this.reload(), 700));
    this.on(['message.received', 'message.status', 'message.sent_elsewhere', 'message.edited', 'message.revoked', 'message.media', 'poll.vote', 'chat.updated'],
      (data) => data.sessionId === this.sessionId && reload());
    this.on(['chat.presence'], (data) => data.sessionId === this.sessionId && data.chatId === this.chatId && this.seen(data));
    this.on(['session.status'], (data) => data.sessionId === this.sessionId && this.show({ watched: null }));
    this.on(['call.incoming'], (call) => call.sessionId === this.sessionId && this.ring(call));
  }

  /** Whoever types is taken as done after half a minute: the end of it may never be told. */
  seen({ by, state }) {
    const present = ACTIVE.has(state) ? { by, state } : null;
    this.show({ present });
    if (present) setTimeout(() => this.present === present && this.show({ present: null }), 30_000);
  }

  ring(call) {
    this.show({ call });
    setTimeout(() => this.call === call && this.show({ call: null }), 60_000);
  }

  async rejectCall() {
    const { callId } = this.call;
    this.show({ call: null });
    await this.attempt(() => post(`/v1/sessions/${this.sessionId}/calls/${encodeURIComponent(callId)}/reject`));
  }

  /** Sessions that receive presence are told of it only for chats that they watch. */
  watch() {
    if (!this.chatId || this.session?.settings?.presence !== 'receive' || this.watched === this.chatId) return;
    this.watched = this.chatId;
    post(`/v1/sessions/${this.sessionId}/chats/${encodeURIComponent(this.chatId)}/presence/watch`).catch(() => {});
  }

  async load() {
    const [sessions, engines] = await Promise.all([all('/v1/sessions'), this.engines ?? get('/v1/engines').then((it) => it.items)]);
    Object.assign(this, { sessions, engines });
    if (!sessions.length) return { sessions };
    const page = await upTo(`/v1/sessions/${this.sessionId}/chats`, {}, PAGE * this.pages);
    this.chats = page.items;
    return { nextCursor: page.nextCursor, ...(await this.conversation()) };
  }

  async conversation() {
    if (!this.chatId) return { messages: [] };
    const page = await get(withQuery('/v1/messages', { sessionId: this.sessionId, peer: this.chatId, limit: 100 }));
    const messages = page.items.reverse();
    const atEnd = this.isAtEnd();
    this.updateComplete.then(() => atEnd && this.toEnd());
    this.markRead();
    this.watch();
    return { messages };
  }

  markRead() {
    const chat = this.chats.find((it) => it.id === this.chatId);
    if ((chat?.unread || chat?.markedUnread) && !document.hidden && this.unreadKept !== this.chatId) {
      patch(`/v1/sessions/${this.sessionId}/chats/${encodeURIComponent(this.chatId)}`, { read: true }).catch(() => {});
    }
  }

  isAtEnd() {
    const list = this.querySelector('.bubbles');
    return !list || list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  }

  toEnd() {
    const list = this.querySelector('.bubbles');
    if (list) list.scrollTop = list.scrollHeight;
  }

  async sent(message) {
    this.show({ messages: [...this.messages, message], replyTo: null, problem: null });
    await this.updateComplete;
    this.toEnd();
  }

  async react(message, emoji) {
    await this.attempt(() => post('/v1/messages', { sessionId: this.sessionId, to: this.chatId, type: 'reaction', messageId: message.id, emoji }));
  }

  startChat(event) {
    event.preventDefault();
    const number = new FormData(event.target).get('number').replace(/[^\d+]/g, '');
    if (number) location.hash = `#/inbox/${this.sessionId}/${encodeURIComponent(number)}`;
  }

  render() {
    if (this.loading) return loadingLines(8);
    if (!this.sessions.length && !this.problem) {
      return html`<h1>${t('page.inbox')}</h1>${empty(t('inbox.no-session'), t('inbox.no-session-text'), html`<a role="button" href="#/start">${t('start.begin')}</a>`, 'inbox')}`;
    }
    return html`
      <div class="head"><h1>${t('page.inbox')}</h1>
        ${this.hasGroups ? html`<a class="aside" href="#/groups/${this.sessionId}">${t('page.groups')}</a>` : nothing}
        <label class="inline">${t('session')} <select @change=${({ target }) => { location.hash = `#/inbox/${target.value}`; }}>
          ${this.sessions.map((it) => html`<option value=${it.id} ?selected=${it.id === this.sessionId}>${it.name}</option>`)}</select></label></div>
      ${this.problemBox}
      ${this.call ? notice('busy', html`${t(this.call.video ? 'inbox.video-call' : 'inbox.call')} ${own(this.call.from)}`, html`<button class="small danger outline" @click=${() => this.rejectCall()}>${t('inbox.reject')}</button>`) : nothing}
      <div class="inbox ${this.chatId ? 'chosen' : ''}">
        <div class="chats">
          <form class="new-chat" @submit=${(event) => this.startChat(event)}><input name="number" type="tel" dir="ltr" aria-label=${t('inbox.new')} placeholder=${t('inbox.new')} required><button class="outline small">${t('inbox.write')}</button></form>
          ${this.chats.length ? html`<ul>${repeat(this.chats, (it) => it.id, (it) => this.entry(it))}</ul>` : html`<p class="muted small center">${t('inbox.none')}</p>`}
          ${this.nextCursor ? html`<p class="center"><button class="link" @click=${() => { this.pages *= 2; this.reload(); }}>${t('more')}</button></p>` : nothing}
        </div>
        ${this.chatId ? this.chat() : html`<div class="chat"><div class="nothing">${icon('inbox')}<p>${t('inbox.choose')}</p></div></div>`}
      </div>`;
  }

  entry(chat) {
    return html`<li><a href="#/inbox/${this.sessionId}/${encodeURIComponent(chat.id)}" aria-current=${chat.id === this.chatId ? 'true' : nothing}>
      <strong>${own(chat.name ?? chat.number ?? chat.id)}</strong><time datetime=${timeOf(chat.lastMessage)}>${clock(timeOf(chat.lastMessage))}</time>
      <p>${own(`${chat.lastMessage?.direction === 'outbound' ? `${t('inbox.you')}: ` : ''}${excerpt(chat.lastMessage)}`)}</p>
      ${chat.unread || chat.markedUnread ? html`<span class="unread" role="img" aria-label=${t('inbox.unread', { n: chat.unread })}>${chat.unread || ''}</span>` : nothing}</a></li>`;
  }

  chat() {
    const chat = this.chats.find((it) => it.id === this.chatId);
    let last = '';
    return html`<div class="chat">
      <header><a class="only-narrow" href="#/inbox/${this.sessionId}" aria-label=${t('inbox.back')}>${icon('back')}</a>
        <div><h2>${own(chat?.name ?? this.chatId)}</h2><p class="small muted" aria-live="polite">${this.present ? html`${own(this.present.by === this.chatId ? '' : this.present.by)} ${t(`inbox.${this.present.state}`)}` : own(this.chatId)}</p></div>
        ${chat ? this.chatActions(chat) : nothing}</header>
      <ul class="bubbles" tabindex="0" aria-label=${t('inbox.messages')}>${repeat(this.messages.filter((it) => it.type !== 'reaction'), (it) => it.id, (message) => {
        const date = day(message.sentAt ?? message.createdAt);
        const separator = date === last ? nothing : html`<li class="day">${date}</li>`;
        last = date;
        return html`${separator}${bubble(message, this.messages, {
          reply: () => { this.show({ replyTo: message }); this.querySelector('chat-composer').focusText(); },
          react: (emoji) => this.react(message, emoji),
        })}`;
      })}</ul>
      ${this.replyTo ? html`<p class="reply-to small"><span>${t('inbox.reply-to')} <bdi>${excerpt(this.replyTo)}</bdi></span><button class="link" @click=${() => this.show({ replyTo: null })}>${t('cancel')}</button></p>` : nothing}
      <chat-composer .session=${this.session} .chat=${this.chatId} .replyTo=${this.replyTo}
        @sent=${({ detail }) => this.sent(detail)} @refused=${({ detail }) => this.show({ problem: detail })}></chat-composer>
    </div>`;
  }

  chatActions(chat) {
    const change = (changes) => this.attempt(() => patch(`/v1/sessions/${this.sessionId}/chats/${encodeURIComponent(chat.id)}`, changes)).then(() => this.reload());
    const toggle = (name) => html`<button class="link small" aria-pressed=${chat[name]} @click=${() => change({ [name]: !chat[name] })}>${t(`inbox.${chat[name] ? 'un' : ''}${name}`)}</button>`;
    return html`<div class="actions">${this.hasGroups && chat.kind === 'group' ? html`<a class="small" href="#/group/${this.sessionId}/${encodeURIComponent(chat.id)}">${t('page.group')}</a>` : nothing}${toggle('pinned')}${toggle('archived')}<button class="link small" @click=${() => { this.unreadKept = chat.id; change({ read: false }); }}>${t('inbox.mark-unread')}</button></div>`;
  }

  updated(changed) {
    const before = changed.get('route');
    if (!before) return;
    if (before.rest[0] !== this.route.rest[0]) this.chats = [];
    this.messages = [];
    this.replyTo = null;
    this.present = null;
    this.reload().then(() => this.toEnd());
  }
}

customElements.define('page-inbox', InboxPage);
