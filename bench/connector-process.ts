/** The program behind the costs of the connector. */
import { answerOnce } from './child.js';
import { type ConnectorSizes, measureConnector } from './connector.js';

answerOnce((request) => measureConnector(request as ConnectorSizes)); // sent by tools/bench.ts alone
