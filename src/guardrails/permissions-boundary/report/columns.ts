import type { Columns } from '../../../audit/run/csv';
import type { Row } from '../run-summary';

/** The columns of a summary's CSV and what stands in them, in this order. Lists are joined by a blank; times are ISO 8601. */
export const COLUMNS: Columns<Row> = [
  ['kind', ({ kind }) => kind],
  ['name', ({ name }) => name],
  ['arn', ({ arn }) => arn],
  ['id', ({ id }) => id],
  // Services: how many somebody may use, and what of them they do. Empty where there is no report.
  ['granted', ({ granted }) => granted],
  ['used', ({ used }) => used],
  ['unused', ({ unused }) => unused],
  ['never_used', ({ neverUsed }) => neverUsed],
  ['coverage_percent', ({ coveragePercent }) => coveragePercent],
  ['last_used_at', ({ lastUsedAt }) => lastUsedAt],
  // Start of the run that asked for the report: an earlier one where nothing has changed since.
  ['evidence_at', ({ evidenceAt }) => evidenceAt],
  // Users in a group.
  ['members', ({ members }) => members],
  // bound, report or leave.
  ['decision', ({ decision }) => decision.kind],
  ['reason', ({ decision }) => decision.reason],
  ['why', ({ decision }) => decision.why],
  ['would_change', ({ wouldChange }) => wouldChange],
  // unchanged, written, left or failed.
  ['tags', ({ tags }) => tags.kind],
  ['tags_why', ({ tags }) => tags.why],
  // The one that stood before the run, what became of it, and why; what was put, or would be; services beyond those meant.
  ['boundary_arn', ({ boundaryArn }) => boundaryArn],
  ['boundary', ({ boundary }) => boundary?.kind],
  ['boundary_why', ({ boundary }) => [boundary?.reason, boundary?.why].filter((part) => part !== undefined).join(': ')],
  ['boundary_put', ({ boundary }) => boundary?.policyArn],
  ['widened', ({ boundary }) => boundary?.widened?.join(' ')],
  // allowUsed, or nothing: the style that is meant, where that of the settings finds no room in a policy.
  ['style_instead', ({ boundary }) => boundary?.style],
  // yes, or nothing: whether it stands and no run keeps it up; whether a policy may allow it to change what others may do.
  ['not_kept_up', ({ notKeptUp }) => (notKeptUp === true ? 'yes' : undefined)],
  ['administers_iam', ({ administersIam }) => (administersIam === true ? 'yes' : undefined)],
  // The boundary that someone else removed.
  ['boundary_taken', ({ boundaryTaken }) => boundaryTaken],
  // Services that a person has to open again.
  ['needs_again', ({ decision }) => decision.needsAgain?.join(' ')],
  // Services that it keeps because resource policies grant them to it by name.
  ['kept_by_resource_policy', ({ keptByResourcePolicy: kept }) => kept?.map(({ service }) => service).join(' ')],
  ['used_services', ({ usedServices }) => usedServices.join(' ')],
  ['unused_services', ({ unusedServices }) => unusedServices.join(' ')],
  ['never_used_services', ({ neverUsedServices }) => neverUsedServices.join(' ')],
  ['unknown_services', ({ unknownServices }) => unknownServices.join(' ')],
];
