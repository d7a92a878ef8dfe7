import purity from './purity.cjs';

const { PURE_FILES, PURE_FOLDERS } = purity;
const pure = [...PURE_FOLDERS.map((folder) => `${folder}/**/*.ts`), ...PURE_FILES];
/** What a pure file does without. */
const GLOBALS = [
  ...['process', 'global', 'globalThis', 'console', 'fetch', 'crypto', 'performance'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'],
];

// The rules of typescript-eslint's `strict-type-checked`, as far as oxlint has them (docs/adr/0051-oxlint-and-oxfmt.md).
const CORE = ['no-var', 'prefer-const', 'prefer-rest-params', 'prefer-spread'];
const TYPESCRIPT = [
  ...['await-thenable', 'no-array-constructor', 'no-array-delete', 'no-base-to-string'],
  ...['no-confusing-void-expression', 'no-deprecated', 'no-duplicate-enum-values', 'no-duplicate-type-constituents'],
  ...['no-dynamic-delete', 'no-empty-object-type', 'no-explicit-any', 'no-extra-non-null-assertion'],
  ...['no-extraneous-class', 'no-floating-promises', 'no-for-in-array', 'no-generated-empty-object-type'],
  ...['no-implied-eval', 'no-invalid-void-type', 'no-meaningless-void-operator', 'no-misused-new'],
  ...['no-misused-promises', 'no-misused-spread', 'no-mixed-enums', 'no-namespace'],
  ...['no-non-null-asserted-nullish-coalescing', 'no-non-null-asserted-optional-chain', 'no-non-null-assertion'],
  ...['no-redundant-type-constituents', 'no-require-imports', 'no-this-alias'],
  ...['no-unnecessary-boolean-literal-compare', 'no-unnecessary-condition', 'no-unnecessary-template-expression'],
  ...['no-unnecessary-type-arguments', 'no-unnecessary-type-assertion', 'no-unnecessary-type-constraint'],
  ...['no-unnecessary-type-conversion', 'no-unnecessary-type-parameters', 'no-unsafe-argument'],
  ...['no-unsafe-assignment', 'no-unsafe-call', 'no-unsafe-declaration-merging', 'no-unsafe-enum-assignment'],
  ...['no-unsafe-enum-comparison', 'no-unsafe-function-type', 'no-unsafe-member-access', 'no-unsafe-return'],
  ...['no-unsafe-unary-minus', 'no-unused-expressions', 'no-useless-constructor', 'no-useless-default-assignment'],
  ...['no-wrapper-object-types', 'only-throw-error', 'prefer-as-const', 'prefer-literal-enum-member'],
  ...['prefer-namespace-keyword', 'prefer-promise-reject-errors', 'prefer-reduce-type-parameter'],
  ...['prefer-return-this-type', 'related-getter-setter-pairs', 'require-await', 'triple-slash-reference'],
  ...['unbound-method', 'unified-signatures', 'use-unknown-in-catch-callback-variable'],
];
const strict = [...CORE, ...TYPESCRIPT.map((rule) => `typescript/${rule}`)].map((rule) => [rule, 'error']);

// Which module may import which is checked by dependency-cruiser (.dependency-cruiser.cjs), which sees every form of a path.
export default {
  plugins: ['typescript', 'import'],
  jsPlugins: ['./lint-plugin.mjs'],
  // TypeScript's compiler checks the types, and the rules ask the same compiler.
  options: { typeAware: true, typeCheck: true, denyWarnings: true, reportUnusedDisableDirectives: 'error' },
  categories: { correctness: 'off' },
  ignorePatterns: ['node_modules/**', '**/*.mjs', '**/*.cjs'],
  rules: {
    ...Object.fromEntries(strict),
    'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
    'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
    // oxlint exempts names that begin with _ unless the rule has options, even empty ones.
    'typescript/no-unused-vars': ['error', {}],
    'typescript/restrict-plus-operands': [
      'error',
      { allowAny: false, allowBoolean: false, allowNullish: false, allowNumberAndString: false, allowRegExp: false },
    ],
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
    'typescript/return-await': ['error', 'error-handling-correctness-only'],
    'import/no-default-export': 'error',
  },
  overrides: [
    {
      files: ['src/{aws,audit,changes,guardrails,release}/**/*.ts', 'handlers/**/*.ts'],
      rules: {
        'no-restricted-properties': [
          'error',
          { object: 'process', property: 'env', message: 'Only src/wiring reads the environment.' },
        ],
      },
    },
    {
      files: pure,
      rules: {
        'no-restricted-globals': [
          'error',
          ...GLOBALS.map((name) => ({ name, message: 'A pure file is given what it needs (purity.cjs).' })),
        ],
        // Replaces the restriction of process.env above, which no-restricted-globals covers here.
        'no-restricted-properties': [
          'error',
          { object: 'Date', property: 'now', message: 'Take `now` as an argument.' },
          { object: 'Math', property: 'random', message: 'Take randomness as an argument.' },
        ],
        'own/no-clock': 'error',
      },
    },
  ],
};
