// What tests import as fast-check (jest.config.cjs): its draws begin with the seed of the run, and a property that fails
// prints it. By path, for the name leads here.
const fc = require('../../node_modules/fast-check/lib/cjs/fast-check.js');

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.GUARDRAILS_SEED_OF_RUN) });
module.exports = fc;
