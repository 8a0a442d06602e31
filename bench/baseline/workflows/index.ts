/** Entry of the baseline's workflow bundle: the same workflows under the same names as the product's. */
export { conversation } from './conversation.js';
export { customerService as 'customer-service' } from './customer-service.js';
export { findOrder as 'find-order' } from './find-order.js';
export { refundOrder as 'refund-order' } from './refund-order.js';
export { whereIsMyOrder as 'where-is-my-order' } from './where-is-my-order.js';
