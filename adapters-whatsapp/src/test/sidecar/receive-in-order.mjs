// Two messages that arrive together, of which the first takes longer, as with a person who is new to this
// account: prints the order in which they are received. Runs where the side process is built.
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { Inbox } = await import(pathToFileURL(join(process.cwd(), 'inbox.mjs')));
const ws = new EventEmitter();
const received = [];
let finishFirst;
const first = new Promise((resolve) => (finishFirst = resolve));
ws.on('CB:message', async ({ attrs: { id } }) => {
  if (id === 'first') {
    await first;
  }
  received.push(id);
  if (id === 'failing') {
    throw new Error('cannot be received');
  }
});

new Inbox({ creds: { me: { id: '1@s.whatsapp.net' } } }).watch(ws);
for (const id of ['first', 'failing', 'last']) {
  ws.emit('CB:message', { tag: 'message', attrs: { id } });
}
setImmediate(finishFirst);
await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
process.stdout.write(received.join(' '));
