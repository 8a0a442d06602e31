/* eslint-disable */
// Made by `npm run tool -- desk-types` from the routes of src/api.
export interface paths {
    "/v1/merchants/{merchant}/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List open approval requests, oldest first; or those that have ended, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    role?: string;
                    state?: "open" | "decided";
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The approval requests. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: ({
                                /** @description A digest of exactly what will be done; the decision must include it. */
                                digest: string;
                                /**
                                 * Format: date-time
                                 * @description When the request was decided or otherwise closed.
                                 */
                                endedAt?: string;
                                /**
                                 * Format: date-time
                                 * @description When the second role may also decide.
                                 */
                                escalateAt?: string;
                                /** Format: date-time */
                                expiresAt: string;
                                id: string;
                                /** @description The first 50 items of the record, as context: a decision approves only what the digest covers. */
                                readonly items?: {
                                    amount?: {
                                        /** @description ISO 4217. */
                                        currency: string;
                                        /** @description In the currency’s smallest unit. */
                                        minor: number;
                                    };
                                    name: string;
                                    quantity: number;
                                    variant?: string;
                                }[];
                                operation: string;
                                /**
                                 * Format: date-time
                                 * @description When approvers are reminded.
                                 */
                                remindAt?: string;
                                /** Format: date-time */
                                requestedAt: string;
                                role: string;
                                workflowId: string;
                            } & {
                                [key: string]: unknown;
                            })[];
                            next?: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable, worker_unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/approvals/{approval}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an approval request. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The approval request. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description A digest of exactly what will be done; the decision must include it. */
                            digest: string;
                            /**
                             * Format: date-time
                             * @description When the request was decided or otherwise closed.
                             */
                            endedAt?: string;
                            /**
                             * Format: date-time
                             * @description When the second role may also decide.
                             */
                            escalateAt?: string;
                            /** Format: date-time */
                            expiresAt: string;
                            id: string;
                            /** @description The first 50 items of the record, as context: a decision approves only what the digest covers. */
                            readonly items?: {
                                amount?: {
                                    /** @description ISO 4217. */
                                    currency: string;
                                    /** @description In the currency’s smallest unit. */
                                    minor: number;
                                };
                                name: string;
                                quantity: number;
                                variant?: string;
                            }[];
                            operation: string;
                            /**
                             * Format: date-time
                             * @description When approvers are reminded.
                             */
                            remindAt?: string;
                            /** Format: date-time */
                            requestedAt: string;
                            role: string;
                            /** @description The customer's messages that led to the request, in order. */
                            words: {
                                /** @description Attachments, by reference. */
                                readonly attachments?: {
                                    mediaType: string;
                                    name: string;
                                    /** Format: uri */
                                    url: string;
                                }[];
                                /** Format: date-time */
                                sentAt: string;
                                /** @description The agent who wrote the message for the customer. */
                                startedBy?: string;
                                /** @description The subject, if the message is an email. */
                                subject?: string;
                                text: string;
                            }[];
                            workflowId: string;
                        } & {
                            [key: string]: unknown;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description approval_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable, worker_unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/approvals/{approval}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on an approval request. If the decision does not count, the response has `accepted: false`; it is not an error. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    approval: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        comment?: string;
                        /** @enum {string} */
                        decision: "approved" | "rejected";
                        digest: string;
                        /** @description Signed with the approver's key, for this decision only. If it is missing, the caller's sign-in is used instead, for up to 15 minutes after they signed in; in a session that a one-time link has opened, the agent's own key on this machine signs. */
                        token?: string;
                    };
                };
            };
            responses: {
                /** @description Whether the decision is accepted. If not, the reason, and the decision that came first. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            accepted: boolean;
                            approver?: string;
                            code?: string;
                            /**
                             * Format: date-time
                             * @description For `approval_under_way`: no worker has processed the decision yet. It takes effect if a worker does so before this time.
                             */
                            countsUntil?: string;
                            /** @enum {string} */
                            decision?: "approved" | "rejected";
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown, sign_in_stale */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description approval_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable, worker_unavailable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the audit trail, newest first. */
        get: {
            parameters: {
                query?: {
                    action?: string;
                    actor?: string;
                    cursor?: string;
                    limit?: number;
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The entries. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            entries: {
                                action: string;
                                actor: string;
                                /** Format: date-time */
                                at: string;
                                details: {
                                    [key: string]: unknown;
                                };
                                id: number;
                                outcome: string;
                                subject: string;
                            }[];
                            next?: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream what changes as server-sent events: kinds and ids, which you then read. The stream ends with the session, and when the process does. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events named `change`, at most one per second for the same object; `reset` if changes may have been missed, so that you read everything again; `ended` if the session has ended. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": {
                            data?: string;
                            event?: string;
                            id?: string;
                            /** @description Milliseconds to wait before reconnecting. */
                            retry?: number;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/codec/decode": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decrypt payloads of the merchant's runs for Temporal's UI and CLI. The read access is recorded in the audit trail. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        payloads: {
                            data?: string;
                            metadata?: {
                                [key: string]: string;
                            };
                        }[];
                    };
                };
            };
            responses: {
                /** @description The payloads. One that cannot be decrypted is replaced by the reason. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            payloads: {
                                data: string;
                                metadata: {
                                    [key: string]: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List conversations, most recently active first. */
        get: {
            parameters: {
                query?: {
                    assignee?: string;
                    before?: string;
                    behind?: string;
                    cursor?: string;
                    limit?: number;
                    queue?: string;
                    unassigned?: boolean;
                    with?: "people" | "flows";
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversations. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            conversations: {
                                /** @description The agent who took it over, or whom it is assigned to. */
                                assignee?: string;
                                /** Format: date-time */
                                begunAt: string;
                                /** @description The channel that started the conversation; empty if none did. */
                                channel: string;
                                /** @description The conversation's id in Temporal. */
                                conversation: string;
                                customer?: {
                                    email?: string;
                                    /** @description The name that the shop has on record. */
                                    name?: string;
                                    /** @description The customer’s id in the shop. */
                                    ref?: string;
                                    /**
                                     * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                     * @enum {string}
                                     */
                                    verified: "authenticated" | "facts" | "claimed" | "unknown";
                                };
                                /** @description What agents must see first, such as `safety` or `fraud`. */
                                flag?: string;
                                intent?: string;
                                /** @description The last message or reply; while agents have the conversation, not a reply of a flow to it. */
                                last?: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    by: "customer" | "flow" | "agent";
                                    /** @description On one line, at most 160 characters. */
                                    text: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description When the last message or reply was sent.
                                 */
                                lastAt: string;
                                /** @description The queue that it was handed off to, or the agent who took it over. */
                                people?: string;
                                /**
                                 * Format: date-time
                                 * @description When the conversation was handed off to an agent; missing if flows answer it.
                                 */
                                peopleSince?: string;
                                /** @constant */
                                priority?: "high";
                                /** @description The queue, while agents have it. */
                                queue?: string;
                                /** @description Why it was handed off, in one line. */
                                reason?: string;
                                record?: {
                                    /**
                                     * @description Missing if only the number is known.
                                     * @enum {string}
                                     */
                                    kind?: "order" | "subscription";
                                    number: string;
                                    /** @description The status when the record was last read. */
                                    status?: string;
                                };
                            }[];
                            next?: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the latest entries of a conversation. The read access is recorded in the audit trail. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                };
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The conversation with its entries, in order. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The agent who took it over, or whom it is assigned to. */
                            assignee?: string;
                            /** Format: date-time */
                            begunAt: string;
                            /** @description The channel that started the conversation; empty if none did. */
                            channel: string;
                            /** @description The conversation's id in Temporal. */
                            conversation: string;
                            customer?: {
                                email?: string;
                                /** @description The name that the shop has on record. */
                                name?: string;
                                /** @description The customer’s id in the shop. */
                                ref?: string;
                                /**
                                 * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                 * @enum {string}
                                 */
                                verified: "authenticated" | "facts" | "claimed" | "unknown";
                            };
                            entries: {
                                /**
                                 * @description For a message: it has no text, or its author is not the customer, or it was sent automatically.
                                 * @enum {string}
                                 */
                                aside?: "author" | "automatic" | "no_text";
                                /** Format: date-time */
                                at: string;
                                /** @description Attachments, by reference. */
                                readonly attachments?: {
                                    mediaType: string;
                                    name: string;
                                    /** Format: uri */
                                    url: string;
                                }[];
                                /** @description For a reply: the agent who wrote it. */
                                by?: string;
                                /** @description For a handover: what the agent needs to know, in Markdown. */
                                details?: string;
                                /** @description The same as structured data. */
                                handover?: {
                                    /** @description The amount in question. */
                                    amount?: {
                                        /** @description ISO 4217. */
                                        currency: string;
                                        /** @description In the currency’s smallest unit. */
                                        minor: number;
                                    };
                                    customer: {
                                        email?: string;
                                        /** @description The name that the shop has on record. */
                                        name?: string;
                                        /** @description The customer’s id in the shop. */
                                        ref?: string;
                                        /**
                                         * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                         * @enum {string}
                                         */
                                        verified: "authenticated" | "facts" | "claimed" | "unknown";
                                    };
                                    intent?: string;
                                    links: {
                                        /** @description The conversation’s address in the API. */
                                        conversation: string;
                                        /** @description The run’s page in Temporal’s UI, if the operator has configured the UI’s address. */
                                        run?: string;
                                    };
                                    /** @description The question that the customer has not answered. */
                                    question?: string;
                                    record?: {
                                        /**
                                         * @description Missing if only the number is known.
                                         * @enum {string}
                                         */
                                        kind?: "order" | "subscription";
                                        number: string;
                                        /** @description The status when the record was last read. */
                                        status?: string;
                                    };
                                    /** @description The customer’s words that led to the handover, and their last words if those differ. */
                                    readonly said: {
                                        /** Format: date-time */
                                        at: string;
                                        text: string;
                                    }[];
                                    /** @description Every write in the conversation, its approvals, and what its flow could not do. */
                                    readonly tried: {
                                        amount?: {
                                            /** @description ISO 4217. */
                                            currency: string;
                                            /** @description In the currency’s smallest unit. */
                                            minor: number;
                                        };
                                        /** @description Present if this is an approval request, not a call. */
                                        approval?: {
                                            by?: string;
                                            number: number;
                                            role: string;
                                        };
                                        /** Format: date-time */
                                        at?: string;
                                        /** @description The refusal code. */
                                        code?: string;
                                        /** @description The HTTP status of the last answer. */
                                        httpStatus?: number;
                                        /** @description What the system said about a refusal, on one line; secrets and card numbers are masked. */
                                        message?: string;
                                        operation: string;
                                        /** @description For a write that was sent: `done`, `refused`, `accepted`, or `sending` and `unknown` if the outcome is not known. For a call that was not sent: its outcome in the flow. For an approval: its state. */
                                        outcome: string;
                                        /** @description The system’s own reference. */
                                        reference?: string;
                                        /** @description In the merchant’s language. */
                                        title: string;
                                    }[];
                                };
                                /** @enum {string} */
                                kind: "message" | "reply" | "question" | "handover";
                                labels?: string[];
                                queue?: string;
                                /** @description For a message: the agent who wrote it for the customer. */
                                startedBy?: string;
                                /** @description The subject, if the message is an email. */
                                subject?: string;
                                text: string;
                            }[];
                            /** @description What agents must see first, such as `safety` or `fraud`. */
                            flag?: string;
                            intent?: string;
                            /** @description The last message or reply; while agents have the conversation, not a reply of a flow to it. */
                            last?: {
                                /** Format: date-time */
                                at: string;
                                /** @enum {string} */
                                by: "customer" | "flow" | "agent";
                                /** @description On one line, at most 160 characters. */
                                text: string;
                            };
                            /**
                             * Format: date-time
                             * @description When the last message or reply was sent.
                             */
                            lastAt: string;
                            /** @description The queue that it was handed off to, or the agent who took it over. */
                            people?: string;
                            /**
                             * Format: date-time
                             * @description When the conversation was handed off to an agent; missing if flows answer it.
                             */
                            peopleSince?: string;
                            /** @constant */
                            priority?: "high";
                            /** @description The queue, while agents have it. */
                            queue?: string;
                            /** @description Why it was handed off, in one line. */
                            reason?: string;
                            record?: {
                                /**
                                 * @description Missing if only the number is known.
                                 * @enum {string}
                                 */
                                kind?: "order" | "subscription";
                                number: string;
                                /** @description The status when the record was last read. */
                                status?: string;
                            };
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/assignee": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Assign a conversation that agents have to one of them, or to nobody. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description A name in `approvers`; null for nobody. */
                        to: string | null;
                    };
                };
            };
            responses: {
                /** @description The conversation is assigned. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_with_flows */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/give-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a conversation to flows. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description Flows will answer the conversation. Repeating the request has no effect. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a customer's message. Sending the same `messageId` again has no effect. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Attached files. They are passed on to agents, and never downloaded. */
                        attachments?: {
                            mediaType: string;
                            name: string;
                            /** Format: uri */
                            url: string;
                        }[];
                        /** @description True if the message was sent automatically, such as an out-of-office reply. It is handed off to an agent. */
                        automatic?: boolean;
                        customer?: {
                            email?: string;
                            ref?: string;
                            voucher?: string;
                        };
                        language?: string;
                        messageId: string;
                        /** Format: date-time */
                        sentAt: string;
                        seq: number;
                        /** @description The subject of an email. */
                        subject?: string;
                        text: string;
                    };
                };
            };
            responses: {
                /** @description A message with this id was received before, and that one is kept. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The conversation's id in Temporal, to which identity tokens refer. */
                            conversation: string;
                            /** @description False if a message with this id was received before. */
                            isNew: boolean;
                            workflowId: string;
                        };
                    };
                };
                /** @description The message is stored, and will be answered. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The conversation's id in Temporal, to which identity tokens refer. */
                            conversation: string;
                            /** @description False if a message with this id was received before. */
                            isNew: boolean;
                            workflowId: string;
                        };
                    };
                };
                /** @description request_invalid, json_invalid, message_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description position_taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_erased */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large, message_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable, merchant_unknown */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the replies after a position, or wait for the next one. */
        get: {
            parameters: {
                query?: {
                    after?: number;
                    wait?: number;
                };
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In order, at most 200; an empty list if none arrived in time. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            replies: {
                                body: {
                                    /** @description Attachments, by reference. */
                                    attachments?: {
                                        mediaType: string;
                                        name: string;
                                        /** Format: uri */
                                        url: string;
                                    }[];
                                    /** @description For a reply: the agent who wrote it. */
                                    by?: string;
                                    /** @description For a handover: what the agent needs to know, in Markdown. */
                                    details?: string;
                                    /** @description Documents that the text links to. */
                                    documents?: {
                                        bytes: number;
                                        /**
                                         * Format: date-time
                                         * @description When the document expires.
                                         */
                                        expiresAt: string;
                                        /** @description `label`, `qr`, `invoice`, `proof_of_delivery` or `other`. */
                                        kind: string;
                                        mediaType: string;
                                        /** @description The file name. */
                                        name: string;
                                        /**
                                         * Format: uri
                                         * @description The document's address, which is also in the text.
                                         */
                                        url: string;
                                    }[];
                                    /** @description The same as structured data. */
                                    handover?: {
                                        /** @description The amount in question. */
                                        amount?: {
                                            /** @description ISO 4217. */
                                            currency: string;
                                            /** @description In the currency’s smallest unit. */
                                            minor: number;
                                        };
                                        customer: {
                                            email?: string;
                                            /** @description The name that the shop has on record. */
                                            name?: string;
                                            /** @description The customer’s id in the shop. */
                                            ref?: string;
                                            /**
                                             * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                             * @enum {string}
                                             */
                                            verified: "authenticated" | "facts" | "claimed" | "unknown";
                                        };
                                        intent?: string;
                                        links: {
                                            /** @description The conversation’s address in the API. */
                                            conversation: string;
                                            /** @description The run’s page in Temporal’s UI, if the operator has configured the UI’s address. */
                                            run?: string;
                                        };
                                        /** @description The question that the customer has not answered. */
                                        question?: string;
                                        record?: {
                                            /**
                                             * @description Missing if only the number is known.
                                             * @enum {string}
                                             */
                                            kind?: "order" | "subscription";
                                            number: string;
                                            /** @description The status when the record was last read. */
                                            status?: string;
                                        };
                                        /** @description The customer’s words that led to the handover, and their last words if those differ. */
                                        readonly said: {
                                            /** Format: date-time */
                                            at: string;
                                            text: string;
                                        }[];
                                        /** @description Every write in the conversation, its approvals, and what its flow could not do. */
                                        readonly tried: {
                                            amount?: {
                                                /** @description ISO 4217. */
                                                currency: string;
                                                /** @description In the currency’s smallest unit. */
                                                minor: number;
                                            };
                                            /** @description Present if this is an approval request, not a call. */
                                            approval?: {
                                                by?: string;
                                                number: number;
                                                role: string;
                                            };
                                            /** Format: date-time */
                                            at?: string;
                                            /** @description The refusal code. */
                                            code?: string;
                                            /** @description The HTTP status of the last answer. */
                                            httpStatus?: number;
                                            /** @description What the system said about a refusal, on one line; secrets and card numbers are masked. */
                                            message?: string;
                                            operation: string;
                                            /** @description For a write that was sent: `done`, `refused`, `accepted`, or `sending` and `unknown` if the outcome is not known. For a call that was not sent: its outcome in the flow. For an approval: its state. */
                                            outcome: string;
                                            /** @description The system’s own reference. */
                                            reference?: string;
                                            /** @description In the merchant’s language. */
                                            title: string;
                                        }[];
                                    };
                                    /** @description For a question with fixed answers: the options, or yes and no, in the customer's language. */
                                    labels?: string[];
                                    /** @description For a message that was passed on to agents. */
                                    messageId?: string;
                                    /** @description For a handover: the queue of agents. */
                                    queue?: string;
                                    /** @description For an email that was passed on to agents. */
                                    subject?: string;
                                    text: string;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** @enum {string} */
                                kind: "reply" | "question" | "handover" | "passed_on";
                                /** @description Starts at 1, without gaps. */
                                position: number;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        /** Send an agent's reply in a conversation that was handed off. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description An id of your choice. A reply with the same id is sent only once. */
                        replyId: string;
                        /** @description At most 64 kB. */
                        text: string;
                    };
                };
            };
            responses: {
                /** @description The reply is stored, and will be sent to the channel. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_with_flows */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large, message_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/replies/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream replies as server-sent events. The stream ends when the process does; reconnect when that happens. */
        get: {
            parameters: {
                query?: {
                    after?: number;
                };
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Events named `reply`: `id` is the position, and `data` is the reply. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "text/event-stream": {
                            data?: string;
                            event?: string;
                            id?: string;
                            /** @description Milliseconds to wait before reconnecting. */
                            retry?: number;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/take-over": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take over a conversation from flows: the customer's messages then go to agents. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: {
                content: {
                    "application/json": Record<string, never>;
                };
            };
            responses: {
                /** @description The conversation is with agents. Repeating the request has no effect. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/{conversation}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get how the messages of a conversation were understood, and what its latest runs have done. The read access is recorded in the audit trail. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description Each list in the order of its times. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: {
                                /** @description The amount in question. */
                                amount?: {
                                    /** @description ISO 4217. */
                                    currency: string;
                                    /** @description In the currency’s smallest unit. */
                                    minor: number;
                                };
                                decidedBy?: string;
                                number: number;
                                operation: string;
                                role: string;
                                /** @description The run that asked for it, as in `runs`. */
                                run: string;
                                state: string;
                                /** @description The step of its flow. */
                                step: string;
                            }[];
                            calls: {
                                /** Format: date-time */
                                at: string;
                                /** @description For a refusal: the reason. */
                                code?: string;
                                /** Format: date-time */
                                endedAt?: string;
                                /** @description Texts that may be personal are masked. */
                                inputs: {
                                    [key: string]: unknown;
                                };
                                operation: string;
                                /** @description Missing while the call is in progress. */
                                outcome?: string;
                                outputs?: {
                                    [key: string]: unknown;
                                };
                                run: string;
                                step: string;
                                title: string;
                            }[];
                            messages: {
                                /** Format: date-time */
                                at: string;
                                readonly candidates: {
                                    intent: string;
                                    score: number;
                                }[];
                                /** @description From 0 to 1. */
                                confidence: number;
                                readonly entities: {
                                    /** @description As written. */
                                    raw: string;
                                    type: string;
                                    value: string;
                                }[];
                                /** @description The kinds of facts that it contains about its author. */
                                readonly facts: string[];
                                readonly flags: string[];
                                intent: string;
                                language: string;
                                messageId: string;
                                /** @description Whether the confidence is high enough for this intent. */
                                sure: boolean;
                            }[];
                            runs: {
                                /** Format: date-time */
                                endedAt?: string;
                                flow: string;
                                /** @description The version of its flow. */
                                hash?: string;
                                /** @description The run that it is a sub-flow of. */
                                parent?: string;
                                result?: string;
                                /** @description The run's workflow id; of an inlined sub-flow, the id that it would have. */
                                run: string;
                                /** Format: date-time */
                                startedAt: string;
                                /** @enum {string} */
                                status: "running" | "completed" | "failed" | "canceled" | "terminated" | "timed_out" | "continued";
                                /** @description In the order of the flow; empty while no worker responds. */
                                readonly steps: {
                                    /** @description Whether the run is at this step now. */
                                    isOpen: boolean;
                                    kind: string;
                                    /** @description How it last ended. */
                                    outcome?: string;
                                    step: string;
                                    title: string;
                                    /** @description How often the run has entered it. */
                                    visits: number;
                                }[];
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/conversations/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find a customer’s conversations, most recently active first. The search is recorded in the audit trail. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description An email address. */
                        email?: string;
                        /** @description An order number. */
                        order?: string;
                    };
                };
            };
            responses: {
                /** @description The conversations in which it was mentioned or verified. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            conversations: {
                                /** @description The agent who took it over, or whom it is assigned to. */
                                assignee?: string;
                                /** Format: date-time */
                                begunAt: string;
                                /** @description The channel that started the conversation; empty if none did. */
                                channel: string;
                                /** @description The conversation's id in Temporal. */
                                conversation: string;
                                customer?: {
                                    email?: string;
                                    /** @description The name that the shop has on record. */
                                    name?: string;
                                    /** @description The customer’s id in the shop. */
                                    ref?: string;
                                    /**
                                     * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                     * @enum {string}
                                     */
                                    verified: "authenticated" | "facts" | "claimed" | "unknown";
                                };
                                /** @description What agents must see first, such as `safety` or `fraud`. */
                                flag?: string;
                                intent?: string;
                                /** @description The last message or reply; while agents have the conversation, not a reply of a flow to it. */
                                last?: {
                                    /** Format: date-time */
                                    at: string;
                                    /** @enum {string} */
                                    by: "customer" | "flow" | "agent";
                                    /** @description On one line, at most 160 characters. */
                                    text: string;
                                };
                                /**
                                 * Format: date-time
                                 * @description When the last message or reply was sent.
                                 */
                                lastAt: string;
                                /** @description The queue that it was handed off to, or the agent who took it over. */
                                people?: string;
                                /**
                                 * Format: date-time
                                 * @description When the conversation was handed off to an agent; missing if flows answer it.
                                 */
                                peopleSince?: string;
                                /** @constant */
                                priority?: "high";
                                /** @description The queue, while agents have it. */
                                queue?: string;
                                /** @description Why it was handed off, in one line. */
                                reason?: string;
                                record?: {
                                    /**
                                     * @description Missing if only the number is known.
                                     * @enum {string}
                                     */
                                    kind?: "order" | "subscription";
                                    number: string;
                                    /** @description The status when the record was last read. */
                                    status?: string;
                                };
                            }[];
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/counts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count what is open: approval requests, conversations with agents, unknown writes. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The counts. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            approvals: {
                                /** @description Requests that the caller may decide by their roles. */
                                mine: number;
                                open: number;
                            };
                            conversations: {
                                byQueue: {
                                    count: number;
                                    queue: string;
                                }[];
                                /** @description Conversations that flows have answered in the last 24 hours. */
                                flows: number;
                                /** @description Those that are assigned to the caller. */
                                mine: number;
                                /** @description Conversations with agents. */
                                people: number;
                                unassigned: number;
                            };
                            effects: {
                                unclear: number;
                            };
                            paused: {
                                by: string;
                                /** Format: date-time */
                                since: string;
                                /** @description `writes` (all writes), `money`, or the name of a connection. */
                                what: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List writes whose outcome is unknown or that happened twice, oldest first; or all writes, newest first. */
        get: {
            parameters: {
                query?: {
                    cursor?: string;
                    limit?: number;
                    state?: "unclear" | "all";
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The writes. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            effects: {
                                /** @description The amount that it refunds or charges. */
                                amount?: {
                                    currency: string;
                                    minor: number;
                                };
                                /** @description The system that was called. */
                                connection: string;
                                /** @description Whether the write happened twice. */
                                doubled: boolean;
                                /** @enum {string} */
                                effect: "write" | "money";
                                /**
                                 * Format: date-time
                                 * @description When the first request was about to be sent.
                                 */
                                firstSentAt: string;
                                /** @description The HTTP status of the last answer. */
                                httpStatus?: number;
                                id: string;
                                /** @description The idempotency key sent with the request, if the system supports one. */
                                idempotencyKey: string;
                                operation: string;
                                /** @description The record that it changes: `order:<ref>`. */
                                record?: string;
                                /** @description The system's own reference. */
                                reference?: string;
                                /** @description When each attempt may have sent its request. */
                                sentAt: string[];
                                /** @enum {string} */
                                state: "sending" | "accepted" | "done" | "refused" | "unknown";
                                /** @description The operation's name, in words for people. */
                                what: string;
                                workflowId: string;
                            }[];
                            next?: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/effects/{effect}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a write, whatever its state. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    effect: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The write. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The amount that it refunds or charges. */
                            amount?: {
                                currency: string;
                                minor: number;
                            };
                            /** @description The system that was called. */
                            connection: string;
                            /** @description Whether the write happened twice. */
                            doubled: boolean;
                            /** @enum {string} */
                            effect: "write" | "money";
                            /**
                             * Format: date-time
                             * @description When the first request was about to be sent.
                             */
                            firstSentAt: string;
                            /** @description The HTTP status of the last answer. */
                            httpStatus?: number;
                            id: string;
                            /** @description The idempotency key sent with the request, if the system supports one. */
                            idempotencyKey: string;
                            operation: string;
                            /** @description The record that it changes: `order:<ref>`. */
                            record?: string;
                            /** @description The system's own reference. */
                            reference?: string;
                            /** @description When each attempt may have sent its request. */
                            sentAt: string[];
                            /** @enum {string} */
                            state: "sending" | "accepted" | "done" | "refused" | "unknown";
                            /** @description The operation's name, in words for people. */
                            what: string;
                            workflowId: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description effect_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/effects/{effect}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resolve an unknown write with what you found in the system's own records. The resolution is recorded in the audit trail. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    effect: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description Where you looked, and what you found. */
                        because: string;
                        /** @description Whether the write happened once. */
                        happened: boolean;
                        /** @description The system's reference for the write. */
                        reference?: string;
                    };
                };
            };
            responses: {
                /** @description The write after the resolution. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The amount that it refunds or charges. */
                            amount?: {
                                currency: string;
                                minor: number;
                            };
                            /** @description The system that was called. */
                            connection: string;
                            /** @description Whether the write happened twice. */
                            doubled: boolean;
                            /** @enum {string} */
                            effect: "write" | "money";
                            /**
                             * Format: date-time
                             * @description When the first request was about to be sent.
                             */
                            firstSentAt: string;
                            /** @description The HTTP status of the last answer. */
                            httpStatus?: number;
                            id: string;
                            /** @description The idempotency key sent with the request, if the system supports one. */
                            idempotencyKey: string;
                            operation: string;
                            /** @description The record that it changes: `order:<ref>`. */
                            record?: string;
                            /** @description The system's own reference. */
                            reference?: string;
                            /** @description When each attempt may have sent its request. */
                            sentAt: string[];
                            /** @enum {string} */
                            state: "sending" | "accepted" | "done" | "refused" | "unknown";
                            /** @description The operation's name, in words for people. */
                            what: string;
                            workflowId: string;
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description effect_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description effect_clear */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/flows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the flows that new runs use, by name. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The flows. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            flows: {
                                flow: string;
                                title: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/flows/{flow}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a flow with its diagram and versions. */
        get: {
            parameters: {
                query?: {
                    hash?: string;
                };
                header?: never;
                path: {
                    flow: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The flow. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description As a Mermaid diagram. */
                            diagram: string;
                            flow: string;
                            /** @description The same as nodes and edges. */
                            graph: {
                                edges: {
                                    /** @constant */
                                    dashed?: true;
                                    from: string;
                                    label?: string;
                                    /** @description How the step of `from` ends if a run goes this way, where that is known. */
                                    outcomes?: string[];
                                    to: string;
                                }[];
                                groups: {
                                    id: string;
                                    parent?: string;
                                    title: string;
                                }[];
                                nodes: {
                                    group?: string;
                                    id: string;
                                    lines: string[];
                                    /** @enum {string} */
                                    mark?: "money" | "approval";
                                    /** @enum {string} */
                                    shape: "step" | "decision" | "end" | "subflow" | "question" | "approval" | "loop" | "people" | "fork";
                                    /** @description The id of the step that it stands for. */
                                    step?: string;
                                }[];
                            };
                            title: string;
                            /** @description Newest first; new runs use the first. */
                            versions: {
                                hash: string;
                                /** Format: date-time */
                                publishedAt: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description flow_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/flows/{flow}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Count the runs of a flow: which steps and branches they took, how they ended, and where they wait. */
        get: {
            parameters: {
                query?: {
                    days?: number;
                    hash?: string;
                };
                header?: never;
                path: {
                    flow: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The counts, from the store. Each run counts once, when it ends; open runs count where they wait. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            days: number;
                            /** @description Runs of this version, and of versions with the same steps, that have ended. */
                            ended: number;
                            /** @description Runs that have failed. */
                            failures: {
                                /** @description The error code; missing if the run was ended from outside. */
                                code?: string;
                                runs: number;
                            }[];
                            flow: string;
                            hash: string;
                            /** @description Open runs that have waited at least once. */
                            open: number;
                            /** @description Runs that have ended with versions that have other steps. They are not counted below. */
                            others: number;
                            /** @description Most frequent first. */
                            results: {
                                result: string;
                                runs: number;
                            }[];
                            /** @description In the order of the flow; steps that no run took are missing. */
                            steps: {
                                /** @description The same by how the step last ended in the run. */
                                outcomes: {
                                    outcome: string;
                                    runs: number;
                                }[];
                                /** @description Runs that took the step at least once. */
                                runs: number;
                                step: string;
                            }[];
                            /** @description Where open runs wait now. */
                            waits: {
                                /**
                                 * @description `flow`: a sub-flow.
                                 * @enum {string}
                                 */
                                for: "customer" | "approval" | "event" | "timer" | "flow";
                                runs: number;
                                step: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description flow_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/investigations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List investigations at carriers, most recently opened first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    open?: boolean;
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The investigations. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            investigations: {
                                /** Format: date-time */
                                answerDueAt?: string;
                                carrier?: string;
                                /** @description How the carrier is asked: `api`, `email`, `webform`, `task`, … */
                                channel?: string;
                                connection: string;
                                conversation: string;
                                /** Format: date-time */
                                openedAt: string;
                                ref: string;
                                status: string;
                                trackingNumber?: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pause writes on all connections or on one. Paused writes wait until they are resumed. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /**
                         * @description `writes` (all writes), `money`, or the name of a connection.
                         * @default writes
                         */
                        what?: string;
                    };
                };
            };
            responses: {
                /** @description Everything that is paused now. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            paused: {
                                by: string;
                                /** Format: date-time */
                                since: string;
                                /** @description `writes` (all writes), `money`, or the name of a connection. */
                                what: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description connection_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/pauses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is paused, and the connections that can be. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description What is paused. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description The names of the merchant’s connections. */
                            connections: string[];
                            paused: {
                                by: string;
                                /** Format: date-time */
                                since: string;
                                /** @description `writes` (all writes), `money`, or the name of a connection. */
                                what: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resume paused writes: one kind, or all. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        /** @description `writes` (all writes), `money`, or the name of a connection. */
                        what?: string;
                    };
                };
            };
            responses: {
                /** @description Everything that is still paused. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            paused: {
                                by: string;
                                /** Format: date-time */
                                since: string;
                                /** @description `writes` (all writes), `money`, or the name of a connection. */
                                what: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid, json_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List runs, newest first. */
        get: {
            parameters: {
                query?: {
                    limit?: number;
                    open?: boolean;
                };
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The runs. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            runs: {
                                flow: string;
                                outcome: string;
                                runId: string;
                                /** Format: date-time */
                                startedAt: string;
                                status: string;
                                waitingOn: string[];
                                workflowId: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/runs/{run}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a run: what happened in it and its sub-flows, its current state, and why it ended. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                    run: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The run. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description Calls that the systems could not answer yet. */
                            awaits: {
                                attempts: number;
                                /** @description Why the call could not be made yet. */
                                code: string;
                                connection: string;
                                operation: string;
                            }[];
                            /** Format: date-time */
                            endedAt?: string;
                            flow: string;
                            happened: {
                                /** @description For a write. */
                                amount?: {
                                    /** @description ISO 4217. */
                                    currency: string;
                                    /** @description In the currency’s smallest unit. */
                                    minor: number;
                                };
                                /** Format: date-time */
                                at: string;
                                /** @description For a write that was refused: the reason. */
                                code?: string;
                                /** @description For an approval that was decided. */
                                decidedBy?: string;
                                /** @description For a write: the HTTP status of the last answer. */
                                httpStatus?: number;
                                /** @enum {string} */
                                kind: "write" | "approval" | "said";
                                /** @description For an approval. */
                                number?: number;
                                /** @description For a write. */
                                operation?: string;
                                /** @description For a write: the system's own reference. */
                                reference?: string;
                                /** @description For an approval: who may decide. */
                                role?: string;
                                /**
                                 * @description For something that was said: what it was.
                                 * @enum {string}
                                 */
                                said?: "reply" | "question" | "handover" | "passed_on";
                                /** @description For a write: its outcome. For an approval: its state. */
                                status?: string;
                                /** @description For a write or an approval: what the operation is called. */
                                title?: string;
                                /** @description A description for people. */
                                words: string;
                            }[];
                            /**
                             * @description True if the current workers cannot continue the run.
                             * @constant
                             */
                            isStuck?: true;
                            /**
                             * @description True if Temporal does not know the run: it ended long ago, or Temporal’s data was lost. The response contains what the store knows.
                             * @constant
                             */
                            isUnknown?: true;
                            outcome: string;
                            runId: string;
                            /** Format: date-time */
                            startedAt: string;
                            status: string;
                            /** @description Why: `run_stuck` if a different build started it, or the code with which it cannot be decrypted. */
                            stuckBy?: string;
                            waitingOn: string[];
                            /** @description The result of its flow, or the error code. */
                            why?: string;
                            workflowId: string;
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description run_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the test channel, and examples of what customers write. */
        get: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description The channel. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            /** @description True if messages are recorded as written by the agent: then they cannot approve what they ask for. */
                            asAgent: boolean;
                            channel: string;
                            examples: {
                                /** @description What happens then. */
                                expects?: string;
                                /** @description What the customer writes, one message after the other. */
                                says: string[];
                                title: string;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description try_unavailable */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/try/{conversation}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Write a message in the test channel in the place of a customer. */
        post: {
            parameters: {
                query?: never;
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody: {
                content: {
                    "application/json": {
                        language?: string;
                        messageId: string;
                        text: string;
                    };
                };
            };
            responses: {
                /** @description The message is stored, and will be answered. */
                202: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": Record<string, never>;
                    };
                };
                /** @description request_invalid, json_invalid, message_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description try_unavailable, conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description position_taken */
                409: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description conversation_erased */
                410: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description body_too_large, message_too_large */
                413: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description media_type_unsupported */
                415: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable, merchant_unknown */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{merchant}/try/{conversation}/replies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the replies in a conversation of the test channel, or wait for the next one. */
        get: {
            parameters: {
                query?: {
                    after?: number;
                    wait?: number;
                };
                header?: never;
                path: {
                    conversation: string;
                    merchant: string;
                };
                cookie?: never;
            };
            requestBody?: never;
            responses: {
                /** @description In order. */
                200: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/json": {
                            replies: {
                                body: {
                                    /** @description Attachments, by reference. */
                                    attachments?: {
                                        mediaType: string;
                                        name: string;
                                        /** Format: uri */
                                        url: string;
                                    }[];
                                    /** @description For a reply: the agent who wrote it. */
                                    by?: string;
                                    /** @description For a handover: what the agent needs to know, in Markdown. */
                                    details?: string;
                                    /** @description Documents that the text links to. */
                                    documents?: {
                                        bytes: number;
                                        /**
                                         * Format: date-time
                                         * @description When the document expires.
                                         */
                                        expiresAt: string;
                                        /** @description `label`, `qr`, `invoice`, `proof_of_delivery` or `other`. */
                                        kind: string;
                                        mediaType: string;
                                        /** @description The file name. */
                                        name: string;
                                        /**
                                         * Format: uri
                                         * @description The document's address, which is also in the text.
                                         */
                                        url: string;
                                    }[];
                                    /** @description The same as structured data. */
                                    handover?: {
                                        /** @description The amount in question. */
                                        amount?: {
                                            /** @description ISO 4217. */
                                            currency: string;
                                            /** @description In the currency’s smallest unit. */
                                            minor: number;
                                        };
                                        customer: {
                                            email?: string;
                                            /** @description The name that the shop has on record. */
                                            name?: string;
                                            /** @description The customer’s id in the shop. */
                                            ref?: string;
                                            /**
                                             * @description How the customer was verified: `authenticated`, by the channel; `facts`, by facts that match the record; `claimed`, not verified; `unknown`, not known.
                                             * @enum {string}
                                             */
                                            verified: "authenticated" | "facts" | "claimed" | "unknown";
                                        };
                                        intent?: string;
                                        links: {
                                            /** @description The conversation’s address in the API. */
                                            conversation: string;
                                            /** @description The run’s page in Temporal’s UI, if the operator has configured the UI’s address. */
                                            run?: string;
                                        };
                                        /** @description The question that the customer has not answered. */
                                        question?: string;
                                        record?: {
                                            /**
                                             * @description Missing if only the number is known.
                                             * @enum {string}
                                             */
                                            kind?: "order" | "subscription";
                                            number: string;
                                            /** @description The status when the record was last read. */
                                            status?: string;
                                        };
                                        /** @description The customer’s words that led to the handover, and their last words if those differ. */
                                        readonly said: {
                                            /** Format: date-time */
                                            at: string;
                                            text: string;
                                        }[];
                                        /** @description Every write in the conversation, its approvals, and what its flow could not do. */
                                        readonly tried: {
                                            amount?: {
                                                /** @description ISO 4217. */
                                                currency: string;
                                                /** @description In the currency’s smallest unit. */
                                                minor: number;
                                            };
                                            /** @description Present if this is an approval request, not a call. */
                                            approval?: {
                                                by?: string;
                                                number: number;
                                                role: string;
                                            };
                                            /** Format: date-time */
                                            at?: string;
                                            /** @description The refusal code. */
                                            code?: string;
                                            /** @description The HTTP status of the last answer. */
                                            httpStatus?: number;
                                            /** @description What the system said about a refusal, on one line; secrets and card numbers are masked. */
                                            message?: string;
                                            operation: string;
                                            /** @description For a write that was sent: `done`, `refused`, `accepted`, or `sending` and `unknown` if the outcome is not known. For a call that was not sent: its outcome in the flow. For an approval: its state. */
                                            outcome: string;
                                            /** @description The system’s own reference. */
                                            reference?: string;
                                            /** @description In the merchant’s language. */
                                            title: string;
                                        }[];
                                    };
                                    /** @description For a question with fixed answers: the options, or yes and no, in the customer's language. */
                                    labels?: string[];
                                    /** @description For a message that was passed on to agents. */
                                    messageId?: string;
                                    /** @description For a handover: the queue of agents. */
                                    queue?: string;
                                    /** @description For an email that was passed on to agents. */
                                    subject?: string;
                                    text: string;
                                };
                                /** Format: date-time */
                                createdAt: string;
                                /** @enum {string} */
                                kind: "reply" | "question" | "handover" | "passed_on";
                                /** @description Starts at 1, without gaps. */
                                position: number;
                            }[];
                        };
                    };
                };
                /** @description request_invalid */
                400: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_unknown */
                401: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description caller_forbidden */
                403: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description try_unavailable, conversation_unknown */
                404: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description method_not_allowed */
                405: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description too_many_requests */
                429: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description internal */
                500: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
                /** @description issuer_unavailable, api_ending, store_unavailable, store_read_only, too_many_connections, temporal_unavailable, master_key_unavailable, key_unreadable */
                503: {
                    headers: {
                        [name: string]: unknown;
                    };
                    content: {
                        "application/problem+json": components["schemas"]["Problem"];
                    };
                };
            };
        };
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Problem: {
            /** @description A code from the error catalogue. */
            code: string;
            /** @description What is wrong with this request. */
            detail: string;
            /** @description The invalid fields, at most 20. */
            errors?: {
                detail: string;
                /** @description Name of a path or query parameter. */
                parameter?: string;
                /** @description JSON Pointer into the body, as a fragment: `#/seq`. */
                pointer?: string;
            }[];
            /** @description How to correct it. */
            hint: string;
            /** @description `urn:uuid:<request id>`, which can be searched in the log. */
            instance: string;
            status: number;
            /** @description A short description of the code. */
            title: string;
            /** @description `urn:orderly:error:<code>`. */
            type: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
