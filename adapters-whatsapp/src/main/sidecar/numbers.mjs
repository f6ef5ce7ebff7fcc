// Asks WhatsApp about numbers.
import { USyncQuery, USyncUser } from 'baileys';

const TOO_MANY = 429;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 3_600_000;

/** Whether WhatsApp gave this as the reason of an error: too many queries. */
export const isLimit = (error) => error?.data === TOO_MANY;

/** One session's queries. After WhatsApp has refused one, it is asked nothing for a pause, which grows. */
export class Numbers {
  #now;
  #pause = 0;
  #from = 0;

  constructor(now = Date.now) {
    this.#now = now;
  }

  /** WhatsApp has refused a query; those that were under way at the same time count once. */
  limited() {
    if (this.#now() >= this.#from) {
      this.#pause = Math.min(this.#pause * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
      this.#from = this.#now() + this.#pause;
    }
    return this.#refusal();
  }

  #refusal() {
    return Object.assign(new Error('too many queries'), { fault: 'rate_limited', retryMs: this.#from - this.#now() });
  }

  async find(sock, number) {
    if (this.#now() < this.#from) {
      throw this.#refusal();
    }
    try {
      const found = await find(sock, number);
      this.#pause = 0;
      return found;
    } catch (e) {
      throw isLimit(e) ? this.limited() : e;
    }
  }
}

/** One query per number, since WhatsApp's answer to several does not contain the numbers queried. */
async function find(sock, number) {
  const query = new USyncQuery().withContactProtocol().withLIDProtocol().withUser(new USyncUser().withPhone(number));
  const answer = await sock.executeUSyncQuery(query);
  if (!answer) {
    throw new Error('no answer');
  }
  const found = answer.list.find(({ contact }) => contact);
  if (found?.lid) {
    await sock.signalRepository.lidMapping.storeLIDPNMappings([{ pn: found.id, lid: found.lid }]);
  }
  return { number, address: found?.id, lid: found?.lid };
}
