/**
 * Folders whose code decides or words, and nothing else: no AWS, no file, no clock, no chance, no environment. Read by
 * dependency-cruiser, which sees what they import, and by oxlint, which sees the globals they use.
 */
exports.PURE_FOLDERS = [
  'src/domain',
  'src/audit/report',
  'src/notify/render',
  'src/report/page',
  'src/guardrails/*/judge',
  'src/guardrails/*/report',
  'src/guardrails/*/iam-writes',
  'src/guardrails/*/apply/draft',
];

/** Pure files in folders that are not. */
exports.PURE_FILES = [
  'src/guardrails/*/{contract,rules,kinds,words,plan,run-summary,deny-document,bridge-group,judged-calls}.ts',
  'src/guardrails/*/deploy/{bundled-rules,rules-of}.ts',
  'src/guardrails/*/apply/act.ts',
  'src/audit/recorded/{left-alone,slot-set}.ts',
  'src/audit/rules.ts',
  'src/audit/deploy/rules-of.ts',
];
