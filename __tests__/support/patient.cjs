const { HANGS_AFTER_MS } = require('./hangs-after.cjs');

// Real servers, workers and back-offs: the machine decides how long they take.
jest.setTimeout(HANGS_AFTER_MS);
