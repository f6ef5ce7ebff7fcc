// The QR codes that link a session.
import { randomBytes } from 'node:crypto';

const FIRST_MS = 60_000;
const NEXT_MS = 20_000;
/** Where a code contains the secret that proves that the phone has scanned it. */
const SECRET = 3;

/** The codes of one connection. */
export class QrCodes {
  #keys;
  #ms;
  #emit;
  #shown;

  /** @param ms how long each is valid, unless that is the default */
  constructor(keys, ms, emit) {
    this.#keys = keys;
    this.#ms = ms;
    this.#emit = emit;
  }

  show(code) {
    const ms = this.#ms ?? (this.#shown ? NEXT_MS : FIRST_MS);
    this.#shown = { fields: code.split(','), until: Date.now() + ms };
    this.#emitShown();
  }

  /** WhatsApp no longer accepts the secret; Baileys ignores that, and has one secret for all codes. */
  async refresh(sock, { attrs: { id, from, type } }) {
    await sock.sendNode({ tag: 'ack', attrs: { id, to: from, class: 'notification', type } });
    const { creds } = this.#keys;
    // A pairing code, which makes a name known, has a secret that is derived from it.
    if (!creds.me) {
      creds.advSecretKey = randomBytes(32).toString('base64');
      await this.#keys.saveCreds();
      this.#emitShown();
    }
  }

  #emitShown() {
    if (this.#shown) {
      const { fields, until } = this.#shown;
      const value = fields.with(SECRET, this.#keys.creds.advSecretKey).join(',');
      this.#emit({ value, ms: Math.max(until - Date.now(), 0) });
    }
  }
}
