import { LitElement, html } from 'lit';
import { post, put } from '../core/api.js';
import { t } from '../core/texts.js';
import { icon } from './ui.js';

/** As long as WhatsApp shows that somebody types. */
const TYPING_MS = 20_000;

const TYPES = ['image', 'video', 'audio'];

const typeOf = (file) => TYPES.find((it) => file.type.startsWith(`${it}/`)) ?? 'document';

/** Writes to one chat: a text, or a file with the text as its caption. Fires `sent` with the message, or `refused`. */
class ChatComposer extends LitElement {
  static properties = { chat: { attribute: false }, session: { attribute: false }, replyTo: { attribute: false } };

  constructor() {
    super();
    this.typedAt = 0;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  updated(changed) {
    if (changed.get('chat')) this.area.value = '';
  }

  get area() {
    return this.querySelector('textarea');
  }

  focusText() {
    this.area.focus();
  }

  render() {
    return html`<form class="answer" aria-busy=${this.busy} @submit=${(event) => this.send(event)}>
      <input type="file" hidden @change=${({ target }) => this.attach(target)}>
      <button type="button" class="outline" aria-label=${t('inbox.attach')} title=${t('inbox.attach')} @click=${() => this.querySelector('input').click()}>${icon('clip')}</button>
      <textarea name="body" rows="1" dir="auto" maxlength="4096" aria-label=${t('inbox.answer')} placeholder=${t('inbox.answer')}
        @keydown=${(event) => this.keydown(event)} @input=${() => this.typing()}></textarea>
      <button type="submit" aria-label=${t('send')}>${icon('send')}</button></form>`;
  }

  keydown(event) {
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  }

  send(event) {
    event.preventDefault();
    const body = this.area.value.trim();
    if (body) this.submit(() => post('/v1/messages', { ...this.envelope(), type: 'text', body }));
  }

  attach(input) {
    const [file] = input.files;
    input.value = '';
    if (!file) return;
    const type = typeOf(file);
    const caption = type === 'audio' ? '' : this.area.value.trim();
    const form = new FormData();
    const message = { ...this.envelope(), type, ...(type === 'document' ? { filename: file.name } : {}), ...(caption ? { caption } : {}) };
    form.append('message', new Blob([JSON.stringify(message)], { type: 'application/json' }));
    form.append('file', file, file.name);
    this.submit(() => post('/v1/messages/upload', form));
  }

  envelope() {
    return { sessionId: this.session.id, to: this.chat, ...(this.replyTo ? { replyTo: this.replyTo.id } : {}) };
  }

  async submit(task) {
    this.show({ busy: true });
    try {
      const message = await task();
      this.area.value = '';
      this.typedAt = 0;
      this.dispatchEvent(new CustomEvent('sent', { detail: message }));
    } catch (problem) {
      this.dispatchEvent(new CustomEvent('refused', { detail: problem }));
    } finally {
      this.show({ busy: false });
    }
  }

  show(changes) {
    Object.assign(this, changes);
    this.requestUpdate();
  }

  /** Only sessions that are online to see others type show it themselves. */
  typing() {
    if (this.session.settings?.presence !== 'receive' || Date.now() - this.typedAt < TYPING_MS) return;
    this.typedAt = Date.now();
    put(`/v1/sessions/${this.session.id}/chats/${encodeURIComponent(this.chat)}/presence`, { state: 'typing' }).catch(() => {});
  }
}

customElements.define('chat-composer', ChatComposer);
