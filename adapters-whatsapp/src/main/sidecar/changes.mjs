// What is done to a message that was sent before: an edit, or a deletion for everyone.
import { proto } from 'baileys';

const { REVOKE, MESSAGE_EDIT } = proto.Message.ProtocolMessage.Type;
const BY_ITS_AUTHOR = { [MESSAGE_EDIT]: '1', [REVOKE]: '7' };

/**
 * The message and the attributes that WhatsApp expects, or undefined if this is content of its own.
 *
 * @param key the key of the message that changes
 */
export function changeOf({ type, text, captionOf }, key) {
  const protocolMessage =
    type === 'edit'
      ? { type: MESSAGE_EDIT, key, editedMessage: edited(text, captionOf), timestampMs: Date.now() }
      : type === 'deletion' && { type: REVOKE, key };
  return (
    protocolMessage && {
      message: proto.Message.fromObject({ protocolMessage }),
      attributes: { edit: BY_ITS_AUTHOR[protocolMessage.type] },
    }
  );
}

/** Of a file, only its caption can be edited. */
function edited(text, captionOf) {
  return captionOf ? { [`${captionOf}Message`]: { caption: text } } : { extendedTextMessage: { text } };
}
