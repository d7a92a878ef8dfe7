import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';
import purity from './purity.cjs';

const { PURE_FILES, PURE_FOLDERS } = purity;
const pure = [...PURE_FOLDERS.map((folder) => `${folder}/**/*.ts`), ...PURE_FILES];

// Which module may import which is checked by dependency-cruiser (.dependency-cruiser.cjs), which sees every form of a path.
export default tseslint.config(
  { ignores: ['cdktf.out/**', 'coverage/**', 'dist/**', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.strictTypeChecked,
  { languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } } },
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-restricted-syntax': ['error', { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' }],
    },
  },
  {
    files: pure,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'global', 'globalThis', 'console', 'fetch', 'crypto', 'performance'],
        ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Take `now` as an argument.' },
        { selector: "CallExpression[callee.name='Date']", message: 'Take `now` as an argument.' },
        {
          selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
          message: 'Take `now` as an argument.',
        },
        {
          selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
          message: 'Take randomness as an argument.',
        },
      ],
    },
  },
  {
    files: ['src/{aws,audit,changes,guardrails,release}/**/*.ts', 'handlers/**/*.ts'],
    ignores: pure,
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/wiring reads the environment.' },
      ],
    },
  },
  { files: ['**/construct.ts', 'src/constructs/**', 'src/foundation/**', 'src/stacks/**'], rules: { 'no-new': 'off' } },
  prettier,
);
