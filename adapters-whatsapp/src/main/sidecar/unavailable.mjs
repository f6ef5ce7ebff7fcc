// Messages that arrive without their content.
import { proto } from 'baileys';
import { partOf } from './kinds.mjs';

const { CIPHERTEXT } = proto.WebMessageInfo.StubType;
const ABSENT = 'Message absent from node';

/** What can be said about a message without content, or undefined if nothing was said at all. */
export function unavailable(received) {
  const reason = reasonOf(received);
  return (
    reason && {
      content: { type: 'unavailable', reason },
      mentions: [],
      envelope: { name: received.pushName || undefined },
    }
  );
}

function reasonOf({ key, category, message, messageStubType, messageStubParameters }) {
  // Peers are the devices of this account, which tell each other about keys and chats.
  if (category === 'peer') {
    return undefined;
  }
  // The phone shows what linked devices may not.
  if ((key.isViewOnce && !message) || partOf(message).kind === 'placeholderMessage') {
    return 'view_once';
  }
  if (messageStubType === CIPHERTEXT) {
    return messageStubParameters?.[0] === ABSENT ? 'not_delivered' : 'undecryptable';
  }
  return undefined;
}
