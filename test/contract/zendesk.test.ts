/** The connector for Zendesk under the contract: whatever the desk does, each operation ends as the table says. */
import { runContract } from './connector.js';
import { zendesk } from './help-desks.js';

runContract(zendesk);
