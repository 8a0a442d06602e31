/** The connector for Gorgias under the contract: whatever the desk does, each operation ends as the table says. */
import { runContract } from './connector.js';
import { gorgias } from './help-desks.js';

runContract(gorgias);
