// Queries that WhatsApp refuses, by a clock that is set: prints how long the pause after each one is.
// Runs where the side process is built.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { Numbers } = await import(pathToFileURL(join(process.cwd(), 'numbers.mjs')));
let now = 1_000_000;
let answer;
let queries = 0;
const sock = {
  executeUSyncQuery: async () => {
    queries++;
    if (!answer) {
      throw Object.assign(new Error(), { data: 429 });
    }
    return answer;
  },
};
const numbers = new Numbers(() => now);
const pause = () => numbers.find(sock, '+1').then(() => 0, ({ retryMs }) => retryMs);

const pauses = [];
for (let refused = 0; refused < 9; refused++) {
  const next = await pause();
  await pause();
  pauses.push(next / 1000);
  now += next;
}
answer = { list: [] };
pauses.push(await pause());
answer = undefined;
pauses.push((await pause()) / 1000);
console.log(JSON.stringify({ pauses, queries }));
