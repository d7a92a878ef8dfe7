import { BATCH, INVENTORY, SUMMARY } from '../../support/audit';
import { describeTerminated } from '../../support/terminated-runs';

describeTerminated([INVENTORY, BATCH, SUMMARY]);
