const swc = [
  '@swc/jest',
  { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
];

const project = (displayName, folder, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'js', 'json', 'cjs', 'mjs', 'node'],
  testMatch: [`<rootDir>/__tests__/${folder}**/*.test.ts`],
  setupFiles: ['<rootDir>/__tests__/support/quiet.cjs'],
  transform: { '^.+\\.ts$': swc },
  ...more,
});

module.exports = {
  // Real servers, workers and back-offs: the machine decides how long they take.
  testTimeout: 120_000,
  projects: [
    // Pure and fast.
    project('unit', '', { testPathIgnorePatterns: ['/__tests__/(account|e2e)/', '/node_modules/'] }),
    // The built bundles on the embedded account.
    project('account', 'account/'),
    // Real terraform against moto.
    project('e2e', 'e2e/'),
  ],
};
