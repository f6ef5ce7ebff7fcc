// When work that arrives is done.

/** Tasks of the same lane run one after the other; lanes do not wait for each other. */
export class Lanes {
  #start;
  #last = new Map();

  /** @param start a promise that all tasks wait for */
  constructor(start) {
    this.#start = start;
  }

  add(lane, task) {
    const before = this.#last.get(lane) ?? this.#start;
    const done = before.then(task).catch(() => {});
    this.#last.set(lane, done);
    done.then(() => this.#last.get(lane) === done && this.#last.delete(lane));
  }
}

/** Runs no more than this number of tasks at the same time. */
export function atMost(number) {
  const waiting = [];
  let running = 0;
  return async (task) => {
    if (running < number) {
      running++;
    } else {
      await new Promise((resolve) => waiting.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) {
        next();
      } else {
        running--;
      }
    }
  };
}

/** Makes each listener of this event wait until it is done with the one before. */
export function inOrder(emitter, event) {
  for (const listener of emitter.listeners(event)) {
    let last = Promise.resolve();
    emitter.off(event, listener);
    emitter.on(event, (...args) => {
      last = last.then(() => listener(...args)).catch(() => {});
    });
  }
}
