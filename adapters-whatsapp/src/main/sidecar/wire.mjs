// JSON lines on standard input and output. Either side asks with a number in "ask", and is answered
// under the same number in "answer".
import { createInterface } from 'node:readline';

const waiting = new Map();
let asked = 0;

export function tell(line) {
  process.stdout.write(JSON.stringify(line) + '\n');
}

/** Rejected if Crier could not do what was asked. */
export function ask(line) {
  const number = ++asked;
  return new Promise((resolve, reject) => {
    waiting.set(number, { resolve, reject });
    tell({ ...line, ask: number });
  });
}

/** Calls the handler with each line that is not an answer, and ends the process with the input. */
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
  const { resolve, reject } = waiting.get(answer) ?? {};
  waiting.delete(answer);
  if (error) {
    reject?.(new Error(error));
  } else {
    resolve?.(value);
  }
}
