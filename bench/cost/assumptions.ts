/** What no stack tells, in round figures: they stand below the table. */
export const ASSUMED = {
  /** Principals of the account that the table speaks of. */
  principals: 1_000,
  /** Long polls of 20 seconds that Lambda keeps open at a queue of a mapping. */
  polls: 5,
  pollSeconds: 20,
  /** A look at the admin groups, a round for further calls, a judged call: seconds of the function, kilobytes of its log. */
  invocationSeconds: 1,
  invocationLogKilobytes: 2,
  /** Requests to SQS, writes and reads of the ledger for a call that is judged. */
  requestsPerCall: 3,
  ledgerPerCall: 4,
  /** A record of CloudTrail in a log group, and packed in the files of a bucket. */
  trailEventKilobytes: 1.5,
  trailEventPackedKilobytes: 0.15,
  /** Log of an audit, and writes to the ledger, for each principal of a run. */
  rowLogKilobytes: 1,
  writesPerPrincipal: 1,
  /** Seconds of each function of a run beside the batches. */
  aroundSeconds: 30,
  /** Objects that a run writes. */
  objectsPerRun: 30,
  runsOfAWeekly: 365.25 / 12 / 7,
  runsOfADaily: 365.25 / 12,
} as const;
