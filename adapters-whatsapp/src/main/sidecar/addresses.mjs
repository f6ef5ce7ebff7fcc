// Where messages to a number go.
import { isPnUser, jidDecode } from 'baileys';

const KIND = 'addressing';
const NUMBER = 'number';
const MOST = 10_000;

/** A person's hidden id where it is known, unless WhatsApp once took only the number. */
export class Addresses {
  #keys;
  #known = new Map();

  /** @param keys where Baileys keeps which hidden id a number has */
  constructor(keys) {
    this.#keys = keys;
  }

  async of(address) {
    const user = isPnUser(address) && jidDecode(address).user;
    if (!user) {
      return address;
    }
    if (!this.#known.has(user)) {
      const [ids, kept] = await Promise.all([this.#keys.get('lid-mapping', [user]), this.#keys.get(KIND, [user])]);
      if (!ids[user]) {
        return address;
      }
      this.#remember(user, kept[user] === NUMBER ? address : `${ids[user]}@lid`);
    }
    return this.#known.get(user);
  }

  /** WhatsApp has taken a message to the number after it had refused the hidden id. */
  async useNumber(address) {
    const { user } = jidDecode(address);
    this.#remember(user, address);
    await this.#keys.set({ [KIND]: { [user]: NUMBER } });
  }

  #remember(user, address) {
    if (this.#known.size >= MOST) {
      this.#known.clear();
    }
    this.#known.set(user, address);
  }
}
