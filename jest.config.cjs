const swc = ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }];

/** unit: pure and fast. account: the built bundles on the embedded account. e2e: real terraform against moto. */
const project = (displayName, folders, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  testMatch: folders.map((folder) => `<rootDir>/__tests__/${folder}/**/*.test.ts`),
  transform: { '^.+\\.ts$': swc },
  ...more,
});

module.exports = {
  projects: [
    project('unit', ['!(account|e2e|support)', '.']),
    project('account', ['account']),
    project('e2e', ['e2e']),
  ],
};
