/**
 * Messages and stack traces of failures as payloads, which the payload codec seals. Temporal's SDK loads this module by
 * `require`, into worker, client and workflows: hence CommonJS.
 */
const { DefaultFailureConverter } = require('@temporalio/common');

exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
