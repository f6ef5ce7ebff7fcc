// How the phone marks chats: as archived, muted, pinned, read or unread.
export const MARKS_IN = ['regular_high', 'regular_low'];
const MOST_CHATS = 10_000;

export class Marks {
  #addresses;
  /** Of each chat, the time of the message that was received last, in seconds. */
  #newest = new Map();

  constructor(addresses) {
    this.#addresses = addresses;
  }

  watch(sock) {
    sock.ev.on('messages.upsert', ({ messages }) => messages.forEach((message) => this.#note(message).catch(() => {})));
  }

  async read(book, mutations, { all }) {
    const marked = mutations.filter(({ removed }) => !removed).map((mutation) => markOf(mutation, all));
    const news = await Promise.all(marked.filter(Boolean).map((mark) => this.#newsOf(mark)));
    return { book, news: news.filter(Boolean) };
  }

  /** Whoever read a chat on the phone before its last message arrived has not read that. */
  async #newsOf({ jid, until, ...marks }) {
    const chat = await this.#addresses(jid);
    return marks.read && until && until < (this.#newest.get(nameOf(chat)) ?? 0) ? undefined : { chat, marks };
  }

  async #note({ key, messageTimestamp }) {
    if (key.fromMe || !messageTimestamp) {
      return;
    }
    const chat = nameOf(await this.#addresses(key.remoteJid, key.remoteJidAlt));
    this.#newest.delete(chat);
    if (this.#newest.size >= MOST_CHATS) {
      this.#newest.delete(this.#newest.keys().next().value);
    }
    this.#newest.set(chat, Number(messageTimestamp));
  }
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
