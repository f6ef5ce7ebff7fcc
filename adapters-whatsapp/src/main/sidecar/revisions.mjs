// What people do to a message after they have written it: they edit it, or delete it for everyone.
import { isJidGroup, proto } from 'baileys';
import { partOf } from './kinds.mjs';

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;
const WITH_CAPTION = new Set(['imageMessage', 'videoMessage', 'documentMessage']);

/**
 * What is done to which message, or undefined if this is a message of its own.
 *
 * @returns kind: edited or revoked; id: of the message; ours: whether this account wrote it;
 *     message: what it says now
 */
export function revisionOf({ key, message }, isMe) {
  const { kind, part } = partOf(message);
  if (kind !== 'protocolMessage' || !part.key?.id) {
    return undefined;
  }
  const { type, key: target, editedMessage } = part;
  if (type === MESSAGE_EDIT && editedMessage) {
    return { kind: 'edited', id: target.id, ours: Boolean(key.fromMe), message: readable(editedMessage) };
  }
  if (type === REVOKE) {
    // An admin of a group may delete what others wrote.
    const author = isJidGroup(key.remoteJid) && target.participant;
    return { kind: 'revoked', id: target.id, ours: author ? isMe(author) : Boolean(key.fromMe) };
  }
  return undefined;
}

/** The caption instead of a file, which cannot be edited. */
function readable(edited) {
  const { kind, part } = partOf(edited);
  if (!WITH_CAPTION.has(kind)) {
    return edited;
  }
  const { caption, contextInfo } = part;
  return { extendedTextMessage: { text: caption, contextInfo } };
}
