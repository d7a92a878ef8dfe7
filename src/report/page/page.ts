import type { Sha256 } from '../../domain/policy/content-name';
import { encoded } from './encoded';
import { IDS, SCRIPTED, sectionId, tabId } from './ids';
import { escaped, jsonInScript } from './markup';
import { plainReport } from './plain-report';
import type { LongReport } from './report';
import { SCRIPT } from './script';
import { sectionOf } from './section';
import { STYLE } from './style';

/**
 * Renders reports as one HTML file that needs nothing else: no request leaves it, whoever opens it from wherever.
 *
 * Its policy lets no script run but its own, by the hash of its text (CSP 3, `script-src`); whatever the account says is
 * text or data. The same reports give the same bytes.
 *
 * @param reports in the order of their tabs; one has none
 */
export function reportPage(reports: readonly LongReport[], sha256: Sha256): string {
  const shown = namingAccounts(reports.map(plainReport));
  const title = escaped(titleOf(shown));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policyOf(sha256))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<div class="controls" id="${IDS.controls}" role="search" ${SCRIPTED} hidden>
<label>Search <input type="search" id="${IDS.search}" placeholder="name, service, reason" autocomplete="off" spellcheck="false"></label>
</div>
${tabsOf(shown)}
${shown.map(sectionOf).join('\n')}
</main>
<script type="application/json" id="${IDS.data}">${jsonInScript(encoded(shown))}</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Where there are several accounts, each title says which its report is of. */
function namingAccounts(reports: readonly LongReport[]): readonly LongReport[] {
  if (accountsOf(reports).length < 2) return reports;
  return reports.map((report) => ({ ...report, title: `${report.title}, account ${report.accountId}` }));
}

const accountsOf = (reports: readonly LongReport[]): readonly string[] => [
  ...new Set(reports.map(({ accountId }) => accountId)),
];

function titleOf(reports: readonly LongReport[]): string {
  const accounts = accountsOf(reports);
  return `IAM guardrails of ${accounts.length === 1 ? 'account' : 'accounts'} ${accounts.join(', ')}`;
}

/** A file cannot say who may frame it: that directive counts in a header alone (CSP 3, 3.3). */
function policyOf(sha256: Sha256): string {
  const hashOf = (text: string) => `'sha256-${Buffer.from(sha256(text), 'hex').toString('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hashOf(SCRIPT)}`,
    `style-src ${hashOf(STYLE)}`,
    // The icon is empty, so that no browser asks for another.
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Without the script every section is shown, one below the other. */
function tabsOf(reports: readonly LongReport[]): string {
  if (reports.length < 2) return '';
  const tabs = reports.map(
    ({ title }, index) =>
      `<button type="button" role="tab" id="${tabId(index)}" aria-controls="${sectionId(index)}">${escaped(title)} <span></span></button>`,
  );
  return `<div role="tablist" id="${IDS.tabs}" aria-label="Guardrails" ${SCRIPTED} hidden>\n${tabs.join('\n')}\n</div>`;
}
