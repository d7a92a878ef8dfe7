/** Who may import whom (docs/architecture.md). Type-only imports are erased, so ports may be named where SDK values may not. */
const PURE = '^src/guardrails/[^/]+/(parse|decide|notify|words|made)\\.ts$';
const SDK = '(^|node_modules/)(@aws-sdk|@smithy)/';
const TERRAFORM = '(^|node_modules/)(cdktf|constructs|@cdktf)(/|$)';
const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    rule('no-cycles', 'A cycle is two rooms that are one.', {}, { circular: true }),
    rule('domain-imports-nothing', 'domain is pure words.', { path: '^src/domain/' }, { pathNot: '^src/domain/' }),
    rule('contract-imports-nothing', 'A contract is read by both sides.', { path: '/contract\\.ts$' }, { path: '.' }),
    rule(
      'pure-files',
      'parse, decide and notify know the domain and their room only.',
      { path: PURE },
      {
        pathNot: [
          '^src/domain/',
          '^src/guardrails/[^/]+/(contract|parse|decide|act|gather|notify|words|made|rules|settings)\\.ts$',
          'node_modules/zod/',
        ],
      },
    ),
    rule(
      'act-is-data',
      'act returns changes; src/changes carries them out.',
      { path: '^src/guardrails/[^/]+/act\\.ts$' },
      { pathNot: ['^src/domain/', '^src/guardrails/'] },
    ),
    rule(
      'gather-types-only',
      'gather is given its ports.',
      { path: '^src/guardrails/[^/]+/gather\\.ts$' },
      { path: [SDK, TERRAFORM], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'no-other-room',
      'A guardrail knows no other guardrail; share words through src/domain.',
      { path: '^src/guardrails/([^/]+)/' },
      { path: '^src/guardrails/([^/]+)/', pathNot: '^src/guardrails/$1/' },
    ),
    rule(
      'changes-and-audit',
      'Shared code knows no room.',
      { path: '^src/(changes|audit)/' },
      { path: ['^src/guardrails/', TERRAFORM] },
    ),
    rule(
      'aws-knows-no-terraform',
      'src/aws is bundled into functions.',
      { path: '^src/aws/' },
      { path: [TERRAFORM, '^src/guardrails/'] },
    ),
    rule(
      'constructs-know-no-sdk',
      'Infrastructure makes no AWS calls.',
      { path: ['^src/(constructs|foundation|stacks)/', '/construct\\.ts$'] },
      { path: [SDK, '^src/aws/'] },
    ),
    rule(
      'constructs-are-project-blind',
      'src/constructs could serve any project.',
      { path: '^src/constructs/' },
      { path: ['^src/(foundation|guardrails|stacks|domain)/', '^src/settings'] },
    ),
    rule(
      'construct-shares-only-the-contract',
      'What a handler knows reaches its construct through the contract.',
      { path: '^src/guardrails/[^/]+/construct\\.ts$' },
      { path: '^src/guardrails/[^/]+/(parse|gather|decide|act|notify)\\.ts$' },
    ),
    rule(
      'handlers-know-no-terraform',
      'A handler that reaches CDKTF bundles the whole provider.',
      { path: '^handlers/' },
      { path: TERRAFORM, reachable: true },
    ),
    rule(
      'nobody-imports-the-edges',
      'cli, local and stacks are ends of the graph.',
      { pathNot: ['^src/(cli|local|stacks)/', '^main\\.ts$', '^__tests__/', '^bench/'] },
      { path: '^src/(cli|local|stacks)/' },
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
