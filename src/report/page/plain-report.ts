import { plain, type Fact } from '../../domain/notice/notice';
import type { Chart, Column, LongReport, ReportPrincipal, Timeline } from './report';

/** Longer than any list of services; an error of AWS, or whatever else somebody chose, ends here. */
const LONGEST = 10_000;

/** The report without characters that nobody sees, such as those that turn the direction of a text (THREATS T21). */
export function plainReport({ accountId, title, about, facts, tiles, notes, ...tables }: LongReport): LongReport {
  const { charts, columns, principals, measures, runs, timeline } = tables;
  return {
    ...{ accountId: shown(accountId), title: shown(title), about: about.map(shown), facts: facts.map(shownFact) },
    tiles: tiles.map((one) => ({ ...one, label: shown(one.label), about: shown(one.about) })),
    ...{ notes: notes.map(shown), charts: charts.map(shownChart) },
    ...(timeline && { timeline: shownTimeline(timeline) }),
    ...(measures && { measures: measures.map((one) => ({ ...one, label: shown(one.label) })) }),
    ...(runs && { runs: runs.map((one) => ({ ...one, startedAt: shown(one.startedAt) })) }),
    columns: columns.map((one): Column => ({ ...one, label: shown(one.label) })),
    principals: {
      length: principals.length,
      *[Symbol.iterator]() {
        for (const one of principals) yield shownPrincipal(one);
      },
    },
  };
}

function shownPrincipal(one: ReportPrincipal): ReportPrincipal {
  const { name, arn, id, state, decision, cells, services, facts, documents, release } = one;
  return {
    ...one,
    ...{ name: shown(name), arn: shown(arn), id: shown(id), state: shown(state), decision: shown(decision) },
    cells: cells.map((cell) => (typeof cell === 'string' ? shown(cell) : cell)),
    services: services.map(({ label, names, days }) => ({
      ...{ label: shown(label), names: names.map(shown) },
      ...(days && { days: days.map(shown) }),
    })),
    facts: facts.map(shownFact),
    documents: documents.map(({ label, before, after }) => ({
      ...{ label: shown(label), before: before && shownLines(before), after: after && shownLines(after) },
    })),
    release: release && shownFact(release),
  };
}

const shownChart = ({ title, unit, bars }: Chart): Chart => ({
  ...{ title: shown(title), unit: shown(unit) },
  bars: bars.map(({ label, value }) => ({ label: shown(label), value })),
});

const shownTimeline = ({ title, asOf, spans }: Timeline): Timeline => ({
  ...{ title: shown(title), asOf: shown(asOf) },
  spans: spans.map(({ label, from, to }) => ({ label: shown(label), from: shown(from), to: to && shown(to) })),
});

const shown = (text: string) => plain(text, LONGEST);
const shownLines = (text: string) => text.split('\n').map(shownLine).join('\n');
const shownFact = ({ label, value }: Fact): Fact => ({ label: shown(label), value: shown(value) });

/** What a line begins with says where it belongs. */
function shownLine(line: string): string {
  const [indent = ''] = /^ */.exec(line) ?? [];
  return indent + shown(line);
}
