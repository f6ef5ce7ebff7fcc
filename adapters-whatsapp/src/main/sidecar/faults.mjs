// Why a message was not sent, in Crier's words.
import { DisconnectReason, isJidGroup } from 'baileys';

/** By WhatsApp's answer to the query for a group. */
const GROUP_FAULTS = { 401: 'not_in_group', 403: 'not_in_group', 404: 'group_not_found' };

/**
 * Baileys asks for the group, devices and keys before it encrypts a message, then writes it, and saves
 * keys afterwards.
 *
 * @param encrypted whether it had begun to encrypt
 */
export function faultOf(error, to, encrypted) {
  if (error.output?.statusCode === DisconnectReason.connectionClosed) {
    return 'not_connected';
  }
  if (encrypted) {
    return 'unknown_outcome';
  }
  return (isJidGroup(to) && GROUP_FAULTS[error.data]) || 'engine_failed';
}
