import { plain, type Fact } from '../../domain/notice/notice';
import type { Report, ReportPrincipal } from './report';

/** Longer than any list of services; an error of AWS, or whatever else somebody chose, ends here. */
const LONGEST = 10_000;

/** The report without characters that nobody sees, such as those that turn the direction of a text (THREATS T21). */
export function plainReport({ title, about, facts, tiles, notes, principals }: Report): Report {
  return {
    ...{ title: shown(title), about: about.map(shown), facts: facts.map(shownFact) },
    tiles: tiles.map(({ label, value, about: counts }) => ({ label: shown(label), value, about: shown(counts) })),
    ...{ notes: notes.map(shown), principals: principals.map(shownPrincipal) },
  };
}

function shownPrincipal(one: ReportPrincipal): ReportPrincipal {
  const { name, arn, id, state, decision, services, facts, release } = one;
  return {
    ...one,
    ...{ name: shown(name), arn: shown(arn), id: shown(id), state: shown(state), decision: shown(decision) },
    services: services.map(({ label, names }) => ({ label: shown(label), names: names.map(shown) })),
    facts: facts.map(shownFact),
    release: release && shownFact(release),
  };
}

const shown = (text: string) => plain(text, LONGEST);
const shownFact = ({ label, value }: Fact): Fact => ({ label: shown(label), value: shown(value) });
