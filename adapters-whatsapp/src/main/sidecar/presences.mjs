// Who is typing or online, and what this session does in its chats.
import { isJidGroup } from 'baileys';

export class Presences {
  #of;
  #sock;
  #last = Promise.resolve();

  /** @param of the session: isOpen, receives, addresses, isMe and emit */
  constructor(of) {
    this.#of = of;
  }

  watch(sock) {
    this.#sock = sock;
    if (this.#of.receives) {
      // Baileys cannot go online before it knows the name of the account, which may come late.
      sock.ev.on('creds.update', ({ me }) => me?.name && sock.sendPresenceUpdate('available').catch(() => {}));
      sock.ws.on('CB:presence', (node) => this.#happened(node, node.attrs.type ?? 'available').catch(() => {}));
      sock.ws.on('CB:chatstate', (node) => this.#happened(node, stateOf(node.content?.[0])).catch(() => {}));
    }
  }

  async #happened({ attrs }, state) {
    const isGroup = isJidGroup(attrs.from);
    const jid = isGroup ? attrs.participant : attrs.from;
    if (jid && state && !this.#of.isMe(jid)) {
      const by = await this.#of.addresses(jid, attrs.participant_pn ?? attrs.sender_pn);
      this.#of.emit({ by, group: isGroup ? attrs.from : undefined, state });
    }
  }

  /** One at a time, so that "paused" does not overtake "composing". */
  show({ to, state }) {
    this.#last = this.#last.then(() => this.#show(to, state)).catch(() => {});
  }

  async #show(to, state) {
    if (!this.#of.isOpen()) {
      return;
    }
    if (['watch', 'composing', 'recording'].includes(state) && !isJidGroup(to)) {
      await this.#sock.presenceSubscribe(to);
    }
    if (state !== 'watch') {
      await this.#sock.sendPresenceUpdate(state, to);
    }
  }
}

function stateOf(child) {
  return child?.attrs?.media === 'audio' ? 'recording' : child?.tag;
}
