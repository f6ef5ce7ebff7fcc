// Reads messages, one as JSON in each line, as the side process does after it has decrypted them, and writes
// the lines for Crier. Runs where the side process is built.
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const load = (file) => import(pathToFileURL(join(process.cwd(), file)));
const { proto } = await load('node_modules/baileys/lib/index.js');
const { contentOf, lineOf } = await load('arrivals.mjs');
const { fileOf } = await load('media.mjs');
const { postOf } = await load('posts.mjs');
const { revisionOf } = await load('revisions.mjs');

const ME = '966501234567';
const isMe = (jid) => Boolean(jid?.startsWith(ME));
const POST = { from: '120363041234567890@newsletter', id: '3A01', t: '1700000000', server_id: '104' };
const KEY = { remoteJid: '966507654321@s.whatsapp.net', id: '3A01', fromMe: false };

/** Through the wire format, as Baileys gets it; undefined if it cannot be sent like this. */
function onTheWire(message, unknown) {
  try {
    const encoded = proto.Message.encode(proto.Message.fromObject(message ?? {})).finish();
    return Buffer.concat([encoded, Buffer.from(unknown ?? '', 'base64')]);
  } catch {
    return undefined;
  }
}

/** @param post the attributes of its stanza, if it is a post in a channel */
async function read({ message, unknown, post, ...received }) {
  const bytes = onTheWire(message, unknown);
  if (!bytes) {
    return { impossible: true };
  }
  const whole = post
    ? postOf({ attrs: { ...POST, ...post }, content: message ? [{ tag: 'plaintext', attrs: {}, content: bytes }] : [] })
    : {
        pushName: 'Somebody',
        messageTimestamp: 1700000000,
        ...received,
        key: { ...KEY, ...received.key },
        message: message && proto.Message.decode(bytes),
      };
  if (!whole) {
    return { ignored: true };
  }
  const revision = revisionOf(whole, isMe);
  const content = contentOf(whole, revision, fileOf(whole) && {});
  return content ? lineOf(whole, { revision }, content, { isMe, numberOf: async () => undefined }) : { ignored: true };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await read(JSON.parse(line));
  } catch (e) {
    answer = { error: e.stack };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
