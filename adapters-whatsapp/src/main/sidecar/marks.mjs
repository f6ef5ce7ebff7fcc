// How the phone marks chats: as archived, muted, pinned, read or unread.
import { chatModificationToAppPatch, isLidUser, isPnUser } from 'baileys';
import { faultOf } from './app-state.mjs';

export const MARKS_IN = ['regular_high', 'regular_low'];
const MOST_CHATS = 10_000;
const FOR_EVER = -1;

export class Marks {
  #of;
  /** Of each chat, the time of the message that was received last, in seconds. */
  #newest = new Map();

  /** @param of the session: addresses, hiddenId of a person's number, and appState */
  constructor(of) {
    this.#of = of;
  }

  watch(sock) {
    sock.ev.on('messages.upsert', ({ messages }) => messages.forEach((message) => this.#note(message).catch(() => {})));
  }

  async read(book, mutations, { all }) {
    const marked = mutations.filter(({ removed }) => !removed).map((mutation) => markOf(mutation, all));
    const news = await Promise.all(marked.filter(Boolean).map((mark) => this.#newsOf(mark)));
    const named = mutations.map(({ index: [, jid] }) => jid).findLast((jid) => isLidUser(jid) || isPnUser(jid));
    return { book: named ? { hidden: isLidUser(named) } : book, news: news.filter(Boolean) };
  }

  /** Marks a chat as the line says, of which `last` is the newest message. */
  async ask({ jid, last, archived, muted, pinned, read }) {
    const changes = [
      archived !== undefined && { archive: archived },
      muted !== undefined && { mute: muted ? FOR_EVER : null },
      pinned !== undefined && { pin: pinned },
      read !== undefined && { markRead: read },
    ];
    try {
      const names = await this.#namesOf(jid);
      for (const change of changes.filter(Boolean)) {
        const patch = (name) => chatModificationToAppPatch({ ...change, lastMessages: [messageIn(name, last)] }, name);
        await this.#of.appState().change(patch(names.number).type, (book) => patch(book?.hidden ? names.hidden : names.number));
      }
      return {};
    } catch (e) {
      return { fault: faultOf(e) };
    }
  }

  /** The phone names people by their hidden ids, or by their numbers. */
  async #namesOf(jid) {
    const { address, lid, pn } = await this.#of.addresses(jid);
    const number = pn ?? address;
    return { number, hidden: lid ?? (await this.#of.hiddenId(number)) ?? number };
  }

  /** Whoever read a chat on the phone before its last message arrived has not read that. */
  async #newsOf({ jid, until, ...marks }) {
    const chat = await this.#of.addresses(jid);
    return marks.read && until && until < (this.#newest.get(nameOf(chat)) ?? 0) ? undefined : { chat, marks };
  }

  async #note({ key, messageTimestamp }) {
    if (key.fromMe || !messageTimestamp) {
      return;
    }
    const chat = nameOf(await this.#of.addresses(key.remoteJid, key.remoteJidAlt));
    this.#newest.delete(chat);
    if (this.#newest.size >= MOST_CHATS) {
      this.#newest.delete(this.#newest.keys().next().value);
    }
    this.#newest.set(chat, Number(messageTimestamp));
  }
}

function messageIn(remoteJid, { id, ours, author, seconds }) {
  return { key: { remoteJid, id, fromMe: ours, ...(author && { participant: author }) }, messageTimestamp: seconds };
}

const nameOf = ({ address, pn }) => pn ?? address;

/** @param all whether everything is read, which says nothing of when it was marked */
function markOf({ index: [, jid], value }, all) {
  const { archiveChatAction, muteAction, pinAction, markChatAsReadAction } = value;
  if (archiveChatAction) {
    return { jid, archived: Boolean(archiveChatAction.archived) };
  }
  if (muteAction) {
    return { jid, muted: isMuted(muteAction) };
  }
  if (pinAction) {
    return { jid, pinned: Boolean(pinAction.pinned) };
  }
  if (markChatAsReadAction && !all) {
    const { read, messageRange } = markChatAsReadAction;
    return { jid, read: Boolean(read), until: Number(messageRange?.lastMessageTimestamp ?? 0) };
  }
  return undefined;
}

/** For ever, if no end in milliseconds is given. */
function isMuted({ muted, muteEndTimestamp }) {
  const end = Number(muteEndTimestamp ?? 0);
  return Boolean(muted) && (end <= 0 || end > Date.now());
}
