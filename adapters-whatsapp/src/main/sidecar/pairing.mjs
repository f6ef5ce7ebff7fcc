// Linking with a code that the holder of a number enters on the phone, and unlinking.
import { DisconnectReason, S_WHATSAPP_NET } from 'baileys';

const ANSWER_MS = 4_000;

/**
 * Requests a code, which Baileys returns although WhatsApp may refuse it. Of a refused one nothing is
 * kept: with it, the next connection would log in as a device that was never linked.
 */
export async function pairingCode(sock, keys, number) {
  const answered = answer(sock.ws);
  const code = await sock.requestPairingCode(number.slice(1));
  if (await answered) {
    return { code };
  }
  delete keys.creds.me;
  delete keys.creds.pairingCode;
  await keys.saveCreds();
  return { refused: true };
}

/** Baileys would not wait for WhatsApp's answer. */
export async function removeDevice(sock, creds) {
  try {
    await sock.query({
      tag: 'iq',
      attrs: { to: S_WHATSAPP_NET, type: 'set', xmlns: 'md' },
      content: [{ tag: 'remove-companion-device', attrs: { jid: creds.me.id, reason: 'user_initiated' } }],
    });
  } catch (e) {
    // WhatsApp may end the connection of a removed device before it answers.
    if (e.output?.statusCode !== DisconnectReason.loggedOut) {
      throw e;
    }
  }
}

/** Whether WhatsApp accepts the request that follows. */
function answer(ws) {
  return new Promise((resolve) => {
    const end = (accepted) => {
      clearTimeout(timeout);
      ws.off('CB:iq', listen);
      resolve(accepted);
    };
    const listen = ({ attrs, content }) => {
      if (attrs.type === 'error') {
        end(false);
      } else if (Array.isArray(content) && content.some(({ tag }) => tag === 'link_code_companion_reg')) {
        end(true);
      }
    };
    const timeout = setTimeout(() => end(false), ANSWER_MS);
    ws.on('CB:iq', listen);
  });
}
