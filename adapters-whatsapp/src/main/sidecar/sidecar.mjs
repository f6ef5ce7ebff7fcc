// Crier's linked devices: one process for all sessions, controlled over standard input and output by
// the Java side (io.crier.whatsapp.web). It stores nothing, and ends when its input ends.
import './quiet.mjs';
import { AsyncResource } from 'node:async_hooks';
import { Curve, generateSignalPubKey, WA_CERT_DETAILS } from 'baileys';
import { curve, SessionCipher } from 'libsignal';
import { fetch } from 'undici';
import { Session } from './session.mjs';
import { newestVersion } from './versions.mjs';
import { listen, writeLine } from './wire.mjs';

// Baileys 7.0.0-rc14 ignores the result of the signature check, and so would connect to any server.
Curve.verify = (key, message, signature) => {
  try {
    return curve.verifySignature(generateSignalPubKey(key), message, signature) === true;
  } catch {
    return false;
  }
};

// libsignal queues all work that concerns one person, and so runs that of a session in the asynchronous
// context of another: outside of its transaction, which is then no longer one.
const { queueJob } = SessionCipher.prototype;
SessionCipher.prototype.queueJob = function (job) {
  return queueJob.call(this, AsyncResource.bind(job));
};

// The proxies passed to fetch are undici's, which requires undici's fetch.
globalThis.fetch = fetch;

const sessions = new Map();
let settings = {};

const commands = {
  start({ testRoot, ...rest }) {
    settings = rest;
    if (testRoot) {
      WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(testRoot, 'hex');
    }
  },
  ping: () => ({}),
  version: newestVersion,
  open({ c, version, proxy, online, history, stories, channels }) {
    const session = new Session(c, { ...settings, version, history, stories, channels }, proxy, Boolean(online));
    sessions.set(c, session);
    return session.open();
  },
  close({ c }) {
    sessions.get(c)?.close();
    sessions.delete(c);
  },
  logout(line) {
    const leaving = session(line);
    sessions.delete(line.c);
    return leaving.logout();
  },
  code: (line) => session(line).code(line),
  check: (line) => session(line).check(line),
  send: (line) => session(line).send(line),
  typing: (line) => session(line).typing(line),
  seen: (line) => session(line).seen(line),
  media: (line) => session(line).media(line),
  group: (line) => session(line).group(line),
  presence: (line) => session(line).presence(line),
  profile: (line) => session(line).account('profiles', line),
  label: (line) => session(line).account('labels', line),
  mark: (line) => session(line).account('marks', line),
  timer: (line) => session(line).timer(line),
  channel: (line) => session(line).channel(line),
  reject: (line) => session(line).reject(line),
};

function session({ c }) {
  const found = sessions.get(c);
  if (!found) {
    throw Object.assign(new Error('no such session'), { fault: 'not_connected' });
  }
  return found;
}

async function handle(line) {
  try {
    const value = await commands[line.do](line);
    if (line.ask) {
      writeLine({ answer: line.ask, ...value });
    }
  } catch (e) {
    if (line.ask) {
      writeLine({ answer: line.ask, fault: e.fault ?? 'engine_failed', retryMs: e.retryMs });
    } else if (line.do === 'open') {
      writeLine({ event: 'down', c: line.c, code: 0 });
    }
  }
}

// A failure in one session must not end the others. The error may contain secrets, so only its name
// is reported.
process.on('uncaughtException', (e) => writeLine({ event: 'failed', kind: e?.name }));
process.on('unhandledRejection', (e) => writeLine({ event: 'failed', kind: e?.name }));
process.stdout.on('error', () => process.exit(0));

listen(handle);
writeLine({ event: 'ready', protocol: 6, node: process.version });
