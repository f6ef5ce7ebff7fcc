// The calls that ring at one session.

/** WhatsApp does not always tell that a call has ended. */
const RING_MS = 120_000;
const MOST = 100;
const ENDED = ['reject', 'accept', 'timeout', 'terminate'];

export class Calls {
  #sock;
  #of;
  #ringing = new Map();

  /** @param of the session: addresses and emit */
  constructor(of) {
    this.#of = of;
  }

  watch(sock) {
    this.#sock = sock;
    sock.ev.on('call', (calls) => calls.forEach((call) => this.#happened(call).catch(() => {})));
  }

  async #happened({ id, from, callerPn, groupJid, status, isVideo, date, offline }) {
    if (ENDED.includes(status)) {
      this.#ringing.delete(id);
    }
    if (status !== 'offer' || this.#ringing.has(id)) {
      return;
    }
    if (!offline) {
      if (this.#ringing.size >= MOST) {
        this.#ringing.delete(this.#ringing.keys().next().value);
      }
      this.#ringing.set(id, { from, until: Date.now() + RING_MS });
    }
    const caller = await this.#of.addresses(from, callerPn);
    const at = Math.floor(date.getTime() / 1000) || 0;
    this.#of.emit({ id, from: caller, group: groupJid, video: Boolean(isVideo), at });
  }

  async reject(id) {
    const call = this.#ringing.get(id);
    if (!call || call.until < Date.now()) {
      return { fault: 'not_ringing' };
    }
    try {
      await this.#sock.rejectCall(id, call.from);
    } catch (e) {
      const code = Number(e.data?.attrs?.code ?? e.data ?? e.output?.statusCode);
      return { fault: { 408: 'no_answer', 428: 'not_connected', 429: 'rate_limited' }[code] ?? 'refused' };
    }
    this.#ringing.delete(id);
    return {};
  }
}
