import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { all, get, patch, post, withQuery } from '../core/api.js';
import { throttled } from '../core/events.js';
import { clock, day, excerpt } from '../core/format.js';
import { Page } from '../core/page.js';
import { t } from '../core/texts.js';
import { bubble } from '../parts/bubble.js';
import { empty, icon, loadingLines, own } from '../parts/ui.js';

const PAGE = 50;

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

  get chatId() {
    return this.route.rest[1];
  }

  open() {
    this.reload();
    const reload = throttled(() => this.reload(), 700);
    this.on(['message.received', 'message.status', 'message.sent_elsewhere', 'message.edited', 'message.revoked', 'message.media', 'poll.vote', 'chat.updated'],
      (data) => data.sessionId === this.sessionId && reload());
  }

  async load() {
    const sessions = await all('/v1/sessions');
    this.sessions = sessions;
    if (!sessions.length) return { sessions };
    const page = await get(withQuery(`/v1/sessions/${this.sessionId}/chats`, { limit: PAGE * this.pages }));
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

  async answer(event) {
    event.preventDefault();
    const area = event.target.querySelector('textarea');
    const body = area.value.trim();
    if (!body) return;
    const message = await this.attempt(() => post('/v1/messages', { sessionId: this.sessionId, to: this.chatId, type: 'text', body, ...(this.replyTo ? { replyTo: this.replyTo.id } : {}) }));
    if (message) {
      area.value = '';
      this.show({ messages: [...this.messages, message], replyTo: null });
      await this.updateComplete;
      this.toEnd();
    }
  }

  keydown(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
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
        <label class="inline">${t('session')} <select @change=${({ target }) => { location.hash = `#/inbox/${target.value}`; }}>
          ${this.sessions.map((it) => html`<option value=${it.id} ?selected=${it.id === this.sessionId}>${it.name}</option>`)}</select></label></div>
      ${this.problemBox}
      <div class="inbox ${this.chatId ? 'chosen' : ''}">
        <div class="chats">
          <form class="new-chat" @submit=${(event) => this.startChat(event)}><input name="number" type="tel" dir="ltr" aria-label=${t('inbox.new')} placeholder=${t('inbox.new')} required><button class="outline small">${t('inbox.write')}</button></form>
          ${this.chats.length ? html`<ul>${repeat(this.chats, (it) => it.id, (it) => this.entry(it))}</ul>` : html`<p class="muted small center">${t('inbox.none')}</p>`}
          ${this.nextCursor ? html`<p class="center"><button class="link" @click=${() => { this.pages += 1; this.reload(); }}>${t('more')}</button></p>` : nothing}
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
        <div><h2>${own(chat?.name ?? this.chatId)}</h2><p class="small muted">${own(this.chatId)}</p></div>
        ${chat ? this.chatActions(chat) : nothing}</header>
      <ul class="bubbles" tabindex="0" aria-label=${t('inbox.messages')}>${repeat(this.messages.filter((it) => it.type !== 'reaction'), (it) => it.id, (message) => {
        const date = day(message.sentAt ?? message.createdAt);
        const separator = date === last ? nothing : html`<li class="day">${date}</li>`;
        last = date;
        return html`${separator}${bubble(message, this.messages, {
          reply: () => { this.show({ replyTo: message }); this.querySelector('textarea').focus(); },
          react: (emoji) => this.react(message, emoji),
        })}`;
      })}</ul>
      ${this.replyTo ? html`<p class="reply-to small"><span>${t('inbox.reply-to')} <bdi>${excerpt(this.replyTo)}</bdi></span><button class="link" @click=${() => this.show({ replyTo: null })}>${t('cancel')}</button></p>` : nothing}
      <form class="answer" @submit=${(event) => this.answer(event)}>
        <textarea name="body" rows="1" dir="auto" maxlength="4096" aria-label=${t('inbox.answer')} placeholder=${t('inbox.answer')} @keydown=${(event) => this.keydown(event)}></textarea>
        <button type="submit" aria-label=${t('send')}>${icon('send')}</button></form>
    </div>`;
  }

  chatActions(chat) {
    const change = (changes) => this.attempt(() => patch(`/v1/sessions/${this.sessionId}/chats/${encodeURIComponent(chat.id)}`, changes)).then(() => this.reload());
    const toggle = (name) => html`<button class="link small" aria-pressed=${chat[name]} @click=${() => change({ [name]: !chat[name] })}>${t(`inbox.${chat[name] ? 'un' : ''}${name}`)}</button>`;
    return html`<div class="actions">${toggle('pinned')}${toggle('archived')}<button class="link small" @click=${() => { this.unreadKept = chat.id; change({ read: false }); }}>${t('inbox.mark-unread')}</button></div>`;
  }

  updated(changed) {
    const before = changed.get('route');
    if (!before) return;
    if (before.rest[0] !== this.route.rest[0]) this.chats = [];
    this.messages = [];
    this.replyTo = null;
    this.reload().then(() => this.toEnd());
  }
}

customElements.define('page-inbox', InboxPage);
