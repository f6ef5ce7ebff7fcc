// The line that tells Crier what has arrived in a chat.
import { addressesOf, hasAuthors, senderOf } from './chats.mjs';
import { incoming } from './content.mjs';
import { rawOf } from './raw.mjs';
import { unavailable } from './unavailable.mjs';

/**
 * What arrived, or undefined if it is one of the protocol's own messages.
 *
 * @param revision what it does to another message, if that is all
 * @param downloaded what the first attempt to download its file has returned, if it has one
 */
export function contentOf(received, revision, downloaded) {
  if (revision?.kind === 'revoked') {
    return { content: {}, mentions: [] };
  }
  const said = revision ? { ...received, message: revision.message } : received;
  const message = unavailable(received) ?? (received.message && incoming(said, downloaded));
  return message && { ...message, raw: rawOf(said, message.content) };
}

/**
 * @param about the revision or vote that this is instead of a message of its own
 * @param me isMe: whether an address is this account's; numberOf: see addressesOf
 */
export async function lineOf(received, { revision, vote }, message, { isMe, numberOf }) {
  const { key } = received;
  const addresses = (jid, alt) => addressesOf(jid, alt, numberOf);
  const { key: reactedTo, ...target } = message.content.target ?? {};
  const content = reactedTo
    ? {
        ...message.content,
        target: {
          ...target,
          ours: Boolean(reactedTo.fromMe),
          author: reactedTo.participant ? await addresses(reactedTo.participant) : undefined,
        },
      }
    : message.content;
  const quoted = message.quoted && {
    ...message.quoted,
    ours: isMe(message.quoted.author),
    author: message.quoted.author && (await addresses(message.quoted.author)),
  };
  return {
    id: vote?.id ?? revision?.id ?? key.id,
    revision: revision?.kind,
    ours: (vote ?? revision)?.ours ?? key.fromMe,
    vote: vote && { options: vote.options, voter: await addresses(...vote.voters) },
    at: Number(received.messageTimestamp ?? 0),
    // Of a message from this account, the other address may be its own.
    peer: await addresses(senderOf(key), isMe(key.remoteJidAlt) ? undefined : key.remoteJidAlt),
    author:
      hasAuthors(key.remoteJid) && key.participant && !key.fromMe
        ? await addresses(key.participant, key.participantAlt)
        : undefined,
    content,
    raw: message.raw,
    quoted,
    envelope: message.envelope,
    mentions: await Promise.all(message.mentions.map((jid) => addresses(jid))),
  };
}
