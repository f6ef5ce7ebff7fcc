// JSON lines on standard input and output. A request from either side has a number in "ask", and its
// response has the same number in "answer".
import { createInterface } from 'node:readline';

const pending = new Map();
let lastRequest = 0;

export function writeLine(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

/** Rejects if Crier could not fulfil the request. */
export function request(line) {
  const number = ++lastRequest;
  return new Promise((resolve, reject) => {
    pending.set(number, { resolve, reject });
    writeLine({ ...line, ask: number });
  });
}

/** Calls the handler with each line that is not a response, and ends the process when the input ends. */
export function listen(handle) {
  createInterface({ input: process.stdin })
    .on('line', (text) => {
      const line = JSON.parse(text);
      if (line.answer) {
        settle(line);
      } else {
        handle(line);
      }
    })
    .on('close', () => process.exit(0));
}

function settle({ answer, error, ...value }) {
  const { resolve, reject } = pending.get(answer) ?? {};
  pending.delete(answer);
  if (error) {
    reject?.(new Error(error));
  } else {
    resolve?.(value);
  }
}
