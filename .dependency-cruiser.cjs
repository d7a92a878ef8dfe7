/** Who may import whom (docs/architecture.md). Type-only imports are erased, so ports may be named where SDK values may not. */
const { PURE_FILES, PURE_FOLDERS } = require('./purity.cjs');

/** As a regular expression: `*` within a folder's name, `{a,b}` for one of several. */
const patternOf = (glob) =>
  `^${glob
    .replace(/\./g, '\\.')
    .replace(/\*/g, '[^/]+')
    .replace(/\{([^}]+)\}/g, (_, names) => `(${names.replaceAll(',', '|')})`)}`;
const PURE = [
  ...PURE_FOLDERS.map((folder) => `${patternOf(folder)}/`),
  ...PURE_FILES.map((file) => `${patternOf(file)}$`),
];
const BUT_DOMAIN = PURE.filter((pattern) => !pattern.startsWith('^src/domain'));
const SDK = '(^|node_modules/)(@aws-sdk|@smithy)/';
const NODE = '^(node:)?(fs|path|os|child_process|net|http|https|crypto|process|worker_threads)(/|$)';
const TERRAFORM = '(^|node_modules/)(cdktf|constructs|@cdktf)(/|$)';
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle is two parts that are one.', {}, { circular: true }),
    rule(
      'domain-imports-nothing',
      'domain is pure words; the names of the guardrails are some, and stand in their catalogue.',
      { path: '^src/domain/' },
      { pathNot: ['^src/domain/', '^src/guardrails/catalogue/names\\.ts$'] },
    ),
    rule(
      'names-import-nothing',
      'The names of the guardrails are read by domain, which imports nothing.',
      { path: '^src/guardrails/catalogue/names\\.ts$' },
      { path: '.' },
    ),
    rule(
      'catalogue',
      'Only what joins all guardrails knows which there are.',
      { pathNot: ['^src/(settings|stacks|cli|domain)/', '^handlers/release\\.ts$', '^__tests__/', '^bench/'] },
      { path: '^src/guardrails/catalogue/' },
    ),
    rule('contract-imports-nothing', 'A contract is read by both sides.', { path: '/contract\\.ts$' }, { path: '.' }),
    rule(
      'pure-folders',
      'What decides and words knows the domain and what is pure of its guardrail; of the rest it knows types alone.',
      { path: BUT_DOMAIN },
      {
        pathNot: [...PURE, '^src/guardrails/[^/]+/settings\\.ts$', '^src/audit/contract\\.ts$', 'node_modules/zod/'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'iam-writes-is-data',
      'The table is data: whatever undoes a call reads it, too.',
      { path: '^src/guardrails/[^/]+/iam-writes/' },
      { pathNot: '^src/guardrails/[^/]+/iam-writes/' },
    ),
    rule(
      'guardrails-are-given-their-ports',
      'Only the wiring and the construct join a guardrail with AWS and Terraform.',
      { path: '^src/guardrails/[^/]+/', pathNot: '/construct\\.ts$' },
      { path: [SDK, TERRAFORM, NODE] },
    ),
    rule(
      'ports-by-type',
      'A port is given; only its type is imported.',
      { path: '^src/(guardrails|changes|release|audit|notify)/' },
      { path: '^src/aws/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-other-guardrail',
      'A guardrail knows no other guardrail; share words through src/domain.',
      { path: '^src/guardrails/(?!catalogue/)([^/]+)/' },
      { path: '^src/guardrails/([^/]+)/', pathNot: '^src/guardrails/$1/' },
    ),
    rule(
      'changes-and-audit',
      'Shared code knows the domain and its ports, what a release asks of a guardrail, and what a page shows of one.',
      { path: '^src/(changes|audit)/', pathNot: ['/construct\\.ts$', '^src/audit/deploy/'] },
      {
        pathNot: [
          '^src/(changes|audit|domain|aws|report/page)/',
          '^src/release/(parse|releaser)\\.ts$',
          '^src/report/page/report\\.ts$',
          'node_modules/(zod|csv-stringify)/',
        ],
      },
    ),
    rule(
      'audit-deploy',
      'What an audit deploys goes by the names of the deployment; of its functions it knows contract and rules, and what giving back takes. It says what a dashboard shows of it.',
      { path: '^src/audit/deploy/', pathNot: '/construct\\.ts$' },
      {
        pathNot: [
          '^src/(audit/deploy|domain|foundation)/',
          '^src/audit/(contract|rules)\\.ts$',
          '^src/constructs/dashboard\\.ts$',
          '^src/release/(contract|permissions)\\.ts$',
        ],
      },
    ),
    rule(
      'changes-know-no-audit',
      'A change is carried out the same for whoever asks.',
      { path: '^src/changes/' },
      { path: '^src/audit/' },
    ),
    rule(
      'release',
      'The way back knows the domain and its ports; what it takes back is known by the guardrails.',
      { path: '^src/release/', pathNot: '/construct\\.ts$' },
      { pathNot: ['^src/(release|aws|domain(?!/boundary/))/', 'node_modules/zod/'] },
    ),
    rule(
      'notify',
      'Channels know the domain and their ports; what tells people once serves them too.',
      { path: '^src/notify/', pathNot: '^src/notify/deploy/' },
      {
        pathNot: ['^src/(notify/(?!deploy/)|domain/|aws/)', '^src/changes/tell-once\\.ts$', 'node_modules/zod/'],
      },
    ),
    rule(
      'aws',
      'src/aws is bundled into functions: the SDK and the domain.',
      { path: '^src/aws/' },
      { pathNot: ['^src/(aws|domain)/', SDK, 'node_modules/(zod|csv-parse)/', '^(node:)?crypto$'] },
    ),
    rule(
      'settings',
      'Settings know their slices in the guardrails.',
      { path: '^src/settings/' },
      {
        path: [
          SDK,
          TERRAFORM,
          '^src/(aws|changes|release|foundation|constructs)/',
          // What a file in S3 may say as well is said once, and so is every command.
          '^src/domain/(?!exemption/|commands/|mode\\.ts|policy/resource-services|notice/)',
          '^src/guardrails/[^/]+/(?!settings)',
        ],
      },
    ),
    rule(
      'settings-compose-the-slices',
      'A guardrail declares its slice of the settings; what slices share is in src/setting-values.',
      { path: '^src/(setting-values|guardrails|audit|changes|release|aws|domain|constructs)/' },
      { path: '^src/settings/' },
    ),
    rule(
      'setting-values',
      'What a setting may be knows no guardrail.',
      { path: '^src/setting-values/' },
      { pathNot: ['^src/(setting-values|domain)/', 'node_modules/zod/'] },
    ),
    rule(
      'review',
      'A review reads a plan and what settings mean: it calls nobody and knows no guardrail.',
      { path: '^src/review/' },
      { pathNot: ['^src/(review|settings|setting-values|domain/policy)/', 'node_modules/zod/'] },
    ),
    rule(
      'report',
      'The page is rendered from what it is given: it knows the domain, and no guardrail.',
      { path: '^src/report/page/' },
      { pathNot: '^src/(report/page|domain)/' },
    ),
    rule(
      'report-in-a-browser',
      'What runs in the page knows the page alone.',
      { path: '^src/report/browser/' },
      { pathNot: '^src/report/(browser|page)/' },
    ),
    rule(
      'nobody-runs-what-a-browser-runs',
      'Only its built text is part of the page.',
      { pathNot: '^src/report/browser/' },
      { path: '^src/report/browser/' },
    ),
    rule(
      'constructs-know-no-sdk',
      'Infrastructure makes no AWS calls.',
      { path: ['^src/(constructs|foundation|stacks)/', '/construct\\.ts$'] },
      { path: [SDK, '^src/aws/', '^src/changes/'] },
    ),
    rule(
      'constructs-are-project-blind',
      'src/constructs could serve any project.',
      { path: '^src/constructs/' },
      { path: '^src/(?!constructs/)' },
    ),
    rule(
      'construct-shares-only-the-contract',
      'What a handler knows reaches its construct through the contract, and what it judges by through its rules.',
      { path: '^src/(guardrails|release|audit|notify)/.*construct\\.ts$' },
      {
        path: '^src/(guardrails/[^/]+|release|audit|notify)/',
        pathNot: [
          '/(contract|judged-calls)\\.ts$',
          '^src/audit/rules\\.ts$',
          '^src/release/permissions\\.ts$',
          '^src/(guardrails/[^/]+|audit|notify)/deploy/',
        ],
      },
    ),
    rule(
      'handlers-know-no-terraform',
      'A handler or a command that reaches CDKTF bundles the whole provider.',
      { path: '^(handlers|src/cli)/' },
      { path: TERRAFORM, reachable: true },
    ),
    rule(
      'handlers',
      'A handler joins a composition and the wiring.',
      { path: '^handlers/' },
      {
        path: ['^handlers/', '^src/(settings|setting-values|foundation|constructs|stacks|embedded-account|trial)', SDK],
      },
    ),
    rule(
      'wiring-knows-no-guardrail',
      "A port is the same for every guardrail; what is one guardrail's own, its handler hands over.",
      { path: '^src/wiring/' },
      {
        pathNot: [
          '^src/(wiring|aws|domain|audit/pace|notify/render)/',
          '^src/notify/message\\.ts$',
          '^src/release/contract\\.ts$',
          '^src/report/(incidents|page/report)\\.ts$',
          'node_modules/zod/',
          SDK,
          '^(node:)?(fs|path)$',
        ],
      },
    ),
    rule(
      'ports-come-from-the-wiring',
      'Which client makes a call is decided in one place, which alone reads files and the environment; a call of IAM that one guardrail alone makes is handed to it there.',
      { path: '^handlers/' },
      { path: ['^src/aws/(?!(iam/|(events/deliveries|sha256|system-clock)\\.ts))', '^src/wiring/clients', NODE] },
    ),
    rule(
      'functions-and-the-command-are-wired',
      'A guardrail and a construct are given their ports; they share the names of variables with the wiring.',
      { pathNot: ['^(handlers|src/wiring|src/cli)/', '^__tests__/', '^bench/'] },
      { path: '^src/wiring/(?!contract\\.ts)' },
    ),
    rule(
      'one-caller-of-the-steps',
      'Each step has one caller: the composition of a guardrail, or those who compose them for more than one.',
      { pathNot: ['^src/audit/(steps|recorded)/', '^src/guardrails/[^/]+/composition\\.ts$', '^__tests__/'] },
      { path: '^src/audit/steps/(?!scope\\.ts)', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'nobody-imports-the-edges',
      'cli, the embedded account, the trial and stacks are ends of the graph.',
      { pathNot: ['^src/(cli|embedded-account|trial|stacks)/', '^main\\.ts$', '^__tests__/', '^bench/'] },
      { path: '^src/(cli|embedded-account|trial|stacks)/' },
    ),
    rule(
      'no-embedded-account-in-a-deployment',
      'What is deployed knows no embedded account and no command.',
      { path: ['^main\\.ts$', '^src/stacks/'] },
      { path: '^src/(cli|embedded-account|trial)/' },
    ),
    rule(
      'embedded-account-is-product-blind',
      'The embedded account is an AWS account: it could serve any project.',
      { path: '^src/embedded-account/' },
      { path: '^src/(?!embedded-account/)' },
    ),
    rule(
      'command',
      'The command joins what the functions join; it deploys nothing.',
      { path: '^src/cli/' },
      { path: ['^src/(embedded-account|trial|constructs)/', '^src/stacks/(?!whole-deployment)', TERRAFORM] },
    ),
    rule(
      'no-barrel',
      'The barrel costs seconds at every synth.',
      {},
      { path: 'node_modules/@cdktf/provider-aws/lib/index' },
    ),
    rule('not-unresolvable', 'An import that resolves to nothing.', {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
