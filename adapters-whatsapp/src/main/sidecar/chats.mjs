// The chats that messages belong to.
import { isJidBroadcast } from 'baileys';

/** Sent from another device of this account to a broadcast list, whose people are not named. */
export function isSentToList({ fromMe, remoteJid }) {
  return fromMe && isJidBroadcast(remoteJid);
}

/** The group, or the person; also if it was written to a broadcast list. */
export function senderOf({ remoteJid, participant }) {
  return isJidBroadcast(remoteJid) && participant ? participant : remoteJid;
}
