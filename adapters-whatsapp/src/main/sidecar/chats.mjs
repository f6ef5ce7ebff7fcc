// The chats that messages belong to, and the people in them.
import { isJidBroadcast, isJidGroup, isJidStatusBroadcast, isLidUser, isPnUser, jidNormalizedUser } from 'baileys';

/** Sent from another device of this account to a broadcast list, whose people are not named. */
export function isSentToList({ fromMe, remoteJid }) {
  return fromMe && isJidBroadcast(remoteJid);
}

/** The group, the person, also if it was written to a broadcast list, or everybody's stories. */
export function senderOf({ remoteJid, participant }) {
  return isJidBroadcast(remoteJid) && !isJidStatusBroadcast(remoteJid) && participant ? participant : remoteJid;
}

/** Whether several people write there, so that each message has an author. */
export const hasAuthors = (jid) => isJidGroup(jid) || isJidStatusBroadcast(jid);

/**
 * Both addresses of a person, as far as they are known: the number's (pn) and the opaque one (lid).
 *
 * @param numberOf the address with the number of one without, if it is known
 */
export async function addressesOf(jid, alt, numberOf) {
  const address = jidNormalizedUser(jid);
  if (hasAuthors(jid)) {
    return { address };
  }
  const known = [address, jidNormalizedUser(alt)];
  const lid = known.find(isLidUser);
  const pn = known.find(isPnUser) || (lid && jidNormalizedUser(await numberOf(lid)));
  return { address, lid, pn: pn || undefined };
}
