/**
 * Whether a call of this name can leave something behind.
 *
 * Calls that only read are known by their names. Everything else counts: a report that is requested, a message that is
 * received, a write whose condition fails.
 */
export const changesSomething = (action: string): boolean =>
  !/^(Get|List|Describe|BatchGet|Query|Scan|Head|Lookup|Simulate)/.test(action);
