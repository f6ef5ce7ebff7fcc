// Sends the messages of one connection, and waits until WhatsApp accepts or refuses each.
import { generateWAMessage, isJidGroup, isJidNewsletter } from 'baileys';
import { Addresses } from './addresses.mjs';
import { outgoing } from './content.mjs';
import { faultOf } from './faults.mjs';
import { isLimit } from './numbers.mjs';
import { nodesOf } from './polls.mjs';
import { Post } from './posts.mjs';
import { quiet } from './quiet.mjs';

const TIMELOCK_MS = 5_000;

/** WhatsApp's reasons to refuse a message that may be accepted if it is sent otherwise. */
const BAD_REQUEST = '400';
const STALE_SESSION = '479';
const RESTRICTED = '463';

export class Sender {
  #keys;
  #polls;
  #numbers;
  #timers;
  #channels;
  #dispatcher;
  #requireOpen;
  #addresses;
  #acks = new Map();
  /** How often something was encrypted for a recipient. */
  #encryptions = 0;

  /** @param dispatcher for uploads to channels */
  constructor({ keys, polls, numbers, timers, channels, dispatcher, requireOpen }) {
    this.#keys = keys;
    this.#polls = polls;
    this.#numbers = numbers;
    this.#timers = timers;
    this.#channels = channels;
    this.#dispatcher = dispatcher;
    this.#requireOpen = requireOpen;
    this.#addresses = new Addresses(keys.keys);
  }

  /** Baileys considers a message sent as soon as it is written. */
  watch(sock) {
    sock.ws.on('CB:ack,class:message', ({ attrs }) => this.#acks.get(attrs.id)?.(attrs));
  }

  /** Counts what is encrypted for recipients: Baileys writes a message only after that. */
  counting(repository) {
    const counting = (encrypt) => (request) => {
      this.#encryptions++;
      return encrypt(request);
    };
    return {
      ...repository,
      encryptMessage: counting(repository.encryptMessage),
      encryptGroupMessage: counting(repository.encryptGroupMessage),
    };
  }

  /** The connection is lost, and with it the answers. */
  close() {
    this.#acks.forEach((done) => done({ lost: true }));
    this.#acks.clear();
  }

  async send(sock, line) {
    this.#requireOpen();
    if (isJidNewsletter(line.to)) {
      return this.#post(sock, line);
    }
    const to = await this.#addresses.of(line.to);
    const { message, quoted, change } = outgoing(to, line);
    const whole = change ?? (await generateWAMessage(to, message, {
      logger: quiet,
      userJid: sock.user.id,
      upload: sock.waUploadToServer,
      messageId: line.id,
      quoted,
      ephemeralExpiration: (line.content.type !== 'timer' && (await this.#timers.of(line.to))) || undefined,
    }));
    await this.#keys.keepSent(line.id, whole.message);
    await this.#polls.keep({ key: { id: line.id, fromMe: true }, message: whole.message });
    this.#requireOpen();
    const statusJidList = line.audience && (await Promise.all(line.audience.map((jid) => this.#addresses.of(jid))));
    const submit = (address) =>
      this.#submit(sock, address, line.id, () =>
        sock.relayMessage(address, whole.message, {
          messageId: line.id,
          additionalAttributes: change?.attributes,
          additionalNodes: nodesOf(whole.message),
          statusJidList,
        }),
      );
    return this.#insist(sock, { to, number: line.to }, submit);
  }

  async #post(sock, line) {
    const refusal = await this.#channels.refusal(line.to);
    if (refusal) {
      return refusal;
    }
    const post = new Post(sock, line, this.#dispatcher);
    const { message } = await generateWAMessage(line.to, outgoing(line.to, line).message, {
      logger: quiet,
      userJid: sock.user.id,
      upload: post.upload,
      messageId: line.id,
    });
    this.#requireOpen();
    return this.#channels.explained(line.to, await this.#submit(sock, line.to, line.id, () => post.submit(message)));
  }

  /** Submits a refused message once more, if new keys or the other address may help. */
  async #insist(sock, { to, number }, submit) {
    const answer = await submit(to);
    if (answer.refused === STALE_SESSION && !isJidGroup(to)) {
      return (await refreshed(sock, to)) ? submit(to) : answer;
    }
    if (answer.refused === BAD_REQUEST && to !== number) {
      const again = await submit(number);
      if (!again.refused && !again.fault) {
        await this.#addresses.useNumber(number).catch(() => {});
      }
      return again;
    }
    return answer;
  }

  /** @param write submits the message */
  async #submit(sock, to, id, write) {
    const acknowledged = new Promise((resolve) => this.#acks.set(id, resolve));
    const encryptions = this.#encryptions;
    try {
      await write();
      const { error, lost } = await acknowledged;
      if (lost) {
        return { fault: 'unknown_outcome' };
      }
      return error ? { refused: error, ...(error === RESTRICTED && (await restriction(sock))) } : {};
    } catch (e) {
      if (isLimit(e) && this.#encryptions === encryptions) {
        const { fault, retryMs } = this.#numbers.limited();
        return { fault, retryMs, code: e.data };
      }
      return { fault: faultOf(e, to, this.#encryptions > encryptions || isJidNewsletter(to)), code: e.data };
    } finally {
      this.#acks.delete(id);
    }
  }
}

/** Replaces the keys with which messages to a person are encrypted; returns whether that worked. */
function refreshed(sock, to) {
  return sock.assertSessions([to], true).catch(() => false);
}

/** A lock that is not active restricts nothing but this message. */
async function restriction(sock) {
  const query = sock.fetchAccountReachoutTimelock().catch(() => undefined);
  const timeout = new Promise((resolve) => setTimeout(resolve, TIMELOCK_MS).unref());
  const lock = await Promise.race([query, timeout]);
  return lock && (lock.isActive ? { until: lock.timeEnforcementEnds?.toISOString() } : { unrestricted: true });
}
