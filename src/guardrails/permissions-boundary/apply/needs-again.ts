import type { Needs } from '../../../audit/run/told-needs';
import type { Row } from '../run-summary';

/** Services that principals need again, and boundaries that someone else removed from them. */
export function needsOf(rows: readonly Row[]): Needs {
  return new Map(rows.map((row) => [row.id, [...(row.decision.needsAgain ?? []), ...takenFrom(row)]]));
}

/** The same as people know it once they were told. @param told before: it stays for whoever could not be audited */
export function needsTold(rows: readonly Row[], told: Needs): Needs {
  return new Map(
    rows.map((row) => {
      const services = row.granted === null ? told.get(row.id)?.filter(isService) : row.decision.needsAgain;
      return [row.id, [...(services ?? []), ...takenFrom(row)]];
    }),
  );
}

const takenFrom = ({ boundaryTaken }: Row) => (boundaryTaken === undefined ? [] : [boundaryTaken]);
const isService = (need: string) => !need.startsWith('arn:');
