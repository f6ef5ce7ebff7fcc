// Imported before anything else: standard output belongs to the wire, and libraries print keys.
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir', 'table']) {
  console[method] = () => {};
}

/** A logger for Baileys that logs nothing. */
export const quiet = {
  level: 'silent',
  child: () => quiet,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error() {},
};
