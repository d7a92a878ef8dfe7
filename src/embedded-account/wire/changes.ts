/**
 * Whether a call of this name can leave something behind, as far as its name tells: what only reads is known, all else
 * counts, among it a report that is asked for, a message that is received and a write whose condition fails.
 */
export const changesSomething = (action: string): boolean =>
  !/^(Get|List|Describe|BatchGet|Query|Scan|Head|Lookup|Simulate)/.test(action);
