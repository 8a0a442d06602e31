/** The program behind the costs of long messages. */
import { answerOnce } from './child.js';
import { measureLongMessages } from './long-messages.js';

answerOnce((request) => measureLongMessages(request as { times: number })); // sent by tools/bench.ts alone
