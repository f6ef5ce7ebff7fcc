// Polls and the votes in them, which can only be read with the secret that the poll came with.
import { createHash } from 'node:crypto';
import { decryptPollVote, jidNormalizedUser, normalizeMessageContent } from 'baileys';

const KINDS = ['pollCreationMessage', 'pollCreationMessageV2', 'pollCreationMessageV3', 'pollCreationMessageV5'];
const POLL_NODES = [{ tag: 'meta', attrs: { polltype: 'creation' } }];

/** What WhatsApp expects beside a message. */
export function nodesOf(message) {
  return creationIn(message) && POLL_NODES;
}

/** The secrets are kept among the keys, so that votes can be read after a restart. */
export class Polls {
  #keys;

  constructor(keys) {
    this.#keys = keys;
  }

  /** Called before a message is sent or reported. */
  async keep({ key, message }) {
    const options = creationIn(message)?.options?.map(({ optionName }) => optionName);
    const context = normalizeMessageContent(message)?.messageContextInfo ?? message?.messageContextInfo;
    if (options && context?.messageSecret?.length) {
      const secret = Buffer.from(context.messageSecret);
      await this.#keys.keepPoll(key.id, { ours: Boolean(key.fromMe), authors: this.#authors(key), secret, options });
    }
  }

  /**
   * The vote in this message; undefined if there is none, or if its poll is unknown or too old.
   *
   * @returns id: of the poll; ours: whether this account made it; voters: the addresses of who has
   *     voted; options: all that they have chosen
   */
  async vote({ key, message }) {
    const update = normalizeMessageContent(message)?.pollUpdateMessage;
    const id = update?.vote && update.pollCreationMessageKey?.id;
    const poll = id && (await this.#keys.poll(id));
    const voters = poll && this.#authors(key);
    const options = poll && chosen(id, update.vote, poll, voters);
    return options && { id, ours: poll.ours, voters, options };
  }

  /** Both addresses of who has written a message, as far as they are known. */
  #authors({ fromMe, remoteJid, remoteJidAlt, participant, participantAlt }) {
    const { me } = this.#keys.creds;
    const other = participant ? [participant, participantAlt] : [remoteJid, remoteJidAlt];
    return (fromMe ? [me?.id, me?.lid] : other).filter(Boolean).map(jidNormalizedUser);
  }
}

function creationIn(message) {
  const normal = normalizeMessageContent(message);
  return KINDS.map((kind) => normal?.[kind]).find(Boolean);
}

/** Either side may have been addressed by the number or by the opaque address. */
function chosen(pollMsgId, sealed, { authors, secret, options }, voters) {
  for (const pollCreatorJid of authors) {
    for (const voterJid of voters) {
      try {
        const context = { pollCreatorJid, pollMsgId, pollEncKey: secret, voterJid };
        const hashes = decryptPollVote(sealed, context).selectedOptions.map((hash) => Buffer.from(hash).toString('hex'));
        return options.filter((option) => hashes.includes(sha256(option)));
      } catch {
        // the other address
      }
    }
  }
  return undefined;
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex');
}
