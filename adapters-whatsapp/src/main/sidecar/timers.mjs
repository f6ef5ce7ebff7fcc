// When the messages of chats disappear: what this account writes to a chat has to carry its timer.
import { isJidGroup, proto } from 'baileys';
import { senderOf } from './chats.mjs';
import { partOf } from './kinds.mjs';

const KIND = 'timer';
const MOST_CACHED = 1_000;
const { EPHEMERAL_SETTING } = proto.Message.ProtocolMessage.Type;

/** The seconds that a received message sets for its chat, or undefined if it sets none. */
function timerIn({ message }) {
  const { kind, part } = partOf(message);
  return kind === 'protocolMessage' && part.type === EPHEMERAL_SETTING ? Number(part.ephemeralExpiration ?? 0) : undefined;
}

export class Timers {
  #keys;
  #of;
  #cache = new Map();

  /** @param of the session: addresses, isMe and emit */
  constructor(keys, of) {
    this.#keys = keys;
    this.#of = of;
  }

  watch(sock) {
    sock.ws.on('CB:notification,type:w:gp2', (node) => this.#happened(node).catch(() => {}));
  }

  /** WhatsApp keeps the timer of a group; that of a person is a message to them. */
  async set({ to, seconds, ...line }, groups, send) {
    if (isJidGroup(to)) {
      const { fault } = await groups.ask({ action: 'timer', id: to, seconds });
      if (fault) {
        return { fault };
      }
    } else {
      const { fault, refused } = await send({ ...line, to, content: { type: 'timer', seconds } });
      if (fault || refused) {
        return { fault: fault === 'unknown_outcome' ? 'no_answer' : (fault ?? 'refused') };
      }
    }
    await this.keep(to, seconds);
    return {};
  }

  /** Returns whether this message sets a timer, which is then kept under this name. */
  async take(received, inbox) {
    const seconds = timerIn(received);
    if (seconds === undefined) {
      return false;
    }
    const { remoteJidAlt } = received.key;
    const alt = this.#of.isMe(remoteJidAlt) ? undefined : remoteJidAlt;
    const chat = await this.#of.addresses(senderOf(received.key), alt);
    await this.keep(chat.pn ?? chat.address, seconds);
    this.#of.emit({ inbox, chat, seconds });
    return true;
  }

  /** The seconds for messages to this address; 0 if they stay. */
  async of(jid) {
    const chat = await this.#nameOf(jid);
    if (!this.#cache.has(chat)) {
      this.#remember(chat, (await this.#keys.get(KIND, [chat]))[chat] ?? 0);
    }
    return this.#cache.get(chat);
  }

  async keep(jid, seconds) {
    const chat = await this.#nameOf(jid);
    await this.#keys.set({ [KIND]: { [chat]: seconds } });
    this.#remember(chat, seconds);
  }

  #remember(chat, seconds) {
    if (this.#cache.size >= MOST_CACHED) {
      this.#cache.delete(this.#cache.keys().next().value);
    }
    this.#cache.set(chat, seconds);
  }

  async #nameOf(jid) {
    const { address, pn } = await this.#of.addresses(jid);
    return pn ?? address;
  }

  async #happened({ attrs, content }) {
    const changed = (Array.isArray(content) ? content : []).find(({ tag }) => tag === 'ephemeral' || tag === 'not_ephemeral');
    if (changed && isJidGroup(attrs.from)) {
      const seconds = changed.tag === 'ephemeral' ? Number(changed.attrs.expiration ?? 0) : 0;
      await this.keep(attrs.from, seconds);
      this.#of.emit({ chat: { address: attrs.from }, seconds });
    }
  }
}
