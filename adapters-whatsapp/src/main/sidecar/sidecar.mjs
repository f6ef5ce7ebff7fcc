// Crier's linked devices: one process for all sessions, driven over standard input and output by the
// Java side (io.crier.whatsapp.web), without any memory of its own. It ends when its input does.
import './quiet.mjs';
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from 'baileys';
import { curve } from 'libsignal';
import { fetch } from 'undici';
import { Session } from './session.mjs';
import { listen, tell } from './wire.mjs';

// Baileys 7.0.0-rc14 ignores what the signature check says, and so would talk to anybody.
Curve.verify = (key, message, signature) => {
  try {
    return curve.verifySignature(generateSignalPubKey(key), message, signature) === true;
  } catch {
    return false;
  }
};

// Of the same make as the proxies that it is given.
globalThis.fetch = fetch;

const sessions = new Map();
let settings = {};

const commands = {
  start({ testRoot, ...given }) {
    settings = given;
    if (testRoot) {
      WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(testRoot, 'hex');
    }
  },
  ping: () => ({}),
  open({ c, proxy }) {
    const session = new Session(c, settings, proxy);
    sessions.set(c, session);
    return session.open();
  },
  close({ c }) {
    sessions.get(c)?.close();
    sessions.delete(c);
  },
  async logout({ c }) {
    await sessions.get(c)?.logout();
    sessions.delete(c);
    return {};
  },
  code: (line) => session(line).code(line),
  check: (line) => session(line).check(line),
  send: (line) => session(line).send(line),
  typing: (line) => session(line).typing(line),
  seen: (line) => session(line).seen(line),
};

function session({ c }) {
  const found = sessions.get(c);
  if (!found) {
    throw Object.assign(new Error('no such session'), { fault: 'not_connected' });
  }
  return found;
}

async function obey(line) {
  try {
    const value = await commands[line.do](line);
    if (line.ask) {
      tell({ answer: line.ask, ...value });
    }
  } catch (e) {
    if (line.ask) {
      tell({ answer: line.ask, fault: e.fault ?? 'engine_failed' });
    } else if (line.do === 'open') {
      tell({ event: 'down', c: line.c, code: 0 });
    }
  }
}

// A mistake in what one session received must not take the others with it. What failed may hold
// secrets: only its kind is told.
process.on('uncaughtException', (e) => tell({ event: 'failed', kind: e?.name }));
process.on('unhandledRejection', (e) => tell({ event: 'failed', kind: e?.name }));
process.stdout.on('error', () => process.exit(0));

listen(obey);
tell({ event: 'ready', protocol: 1, node: process.version });
