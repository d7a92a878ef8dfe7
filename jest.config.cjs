const { randomInt } = require('node:crypto');
const { availableParallelism } = require('node:os');

// One seed for every draw of a run, printed at its end; GUARDRAILS_SEED sets it. Workers inherit the variable.
const given = process.env.GUARDRAILS_SEED;
if (given !== undefined && !/^\d{1,9}$/.test(given)) {
  throw new Error(`GUARDRAILS_SEED is "${given}"; a whole number from 0 to 999999999 is allowed`);
}
// The embedded account would derive its ids from this variable, and a repeated run would have other ids than the first.
delete process.env.GUARDRAILS_SEED;
process.env.GUARDRAILS_SEED_OF_RUN = given ?? process.env.GUARDRAILS_SEED_OF_RUN ?? String(randomInt(1_000_000_000));

// esbuild, Terraform and its AWS provider are written in Go, whose garbage collector takes a fifth of their time in tests.
// The heap may grow by this many percent before it is collected; Go's own number is 100.
process.env.GOGC ??= '400';

const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];

const project = (displayName, folder, more = {}) => ({
  displayName,
  testEnvironment: '<rootDir>/__tests__/support/one-process.cjs',
  runtime: '<rootDir>/__tests__/support/shared-modules.cjs',
  moduleFileExtensions: ['ts', 'js', 'json', 'cjs', 'mjs', 'node'],
  testMatch: [`<rootDir>/__tests__/${folder}**/*.test.ts`],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/__tests__/support/seeded-fast-check.cjs',
  },
  globalSetup: '<rootDir>/__tests__/support/bundle-once.cjs',
  globalTeardown: '<rootDir>/__tests__/support/remove-stacks.cjs',
  setupFiles: ['<rootDir>/__tests__/support/quiet.cjs'],
  transform: { '^.+\\.ts$': swc },
  ...more,
});

// Jest reads testTimeout for all projects or none, so a project that needs longer says so in a file of its own.
const patient = { setupFilesAfterEnv: ['<rootDir>/__tests__/support/patient.cjs'] };

module.exports = {
  // More than there are processors: the end-to-end tests wait for terraform most of the time, and those of an account for
  // the retries of the SDK and for functions.
  maxWorkers: availableParallelism() + 2,
  testSequencer: '<rootDir>/__tests__/support/slowest-first.cjs',
  reporters: ['default', '<rootDir>/__tests__/support/slowest-files.cjs'],
  projects: [
    // Pure and fast.
    project('unit', '', { testPathIgnorePatterns: ['/__tests__/(account|browser|e2e)/', '/node_modules/'] }),
    // The built bundles on the embedded account.
    project('account', 'account/', patient),
    // The report in Debian's chromium, which playwright-core drives.
    project('browser', 'browser/', patient),
    // Real terraform against moto.
    project('e2e', 'e2e/', patient),
  ],
};
