import { expect, test } from 'vitest';
import { z } from 'zod';
import { Address } from '../../src/commerce/address.js';
import type { FieldMeta } from '../../src/commerce/field.js';
import { Document, DocumentKind } from '../../src/commerce/documents/document.js';
import {
  ChosenLine,
  Order,
  OrderLine,
  OrderStatus,
  Shipment,
  Variant,
} from '../../src/commerce/orders/order.js';
import { Refund, RefundReason, RefundStatus } from '../../src/commerce/payments/refund.js';
import { Return, ReturnLine, ReturnStatus } from '../../src/commerce/returns/return.js';
import { LabelForm, LabelPayer } from '../../src/commerce/returns/operations.js';
import { Delivery } from '../../src/commerce/shipments/judge-delivery.js';
import {
  Investigation,
  InvestigationChannel,
  InvestigationReason,
  InvestigationStatus,
} from '../../src/commerce/shipments/investigation.js';
import {
  Frequency,
  Subscription,
  SubscriptionPlan,
  SubscriptionStatus,
} from '../../src/commerce/subscriptions/subscription.js';
import { CancelAt } from '../../src/commerce/subscriptions/operations.js';
import { RedirectTo } from '../../src/commerce/shipments/redirect-operations.js';
import { Tracking, TrackingEvent, TrackingStatus } from '../../src/commerce/shipments/tracking.js';
import { FieldReader } from '../../src/flows/types/from-fields.js';
import type { Type } from '../../src/contracts/ir.js';
import { page, section } from './support.js';

const fields = page('docs/reference/fields.md');
const records = {
  ...{ Order, OrderLine, ChosenLine, Variant, Shipment, Return, ReturnLine, Address },
  ...{ Tracking, Delivery, TrackingEvent, Refund, Document, Investigation },
  ...{ Subscription, SubscriptionPlan, Frequency },
};

const written = (type: Type): string => {
  if (type.t === 'list') return `list of ${written(type.of)}`;
  return type.t === 'enum' || type.t === 'record' ? (type.name ?? type.t) : type.t;
};

test.each(Object.entries(records))('%s has a row for each field, with its type', (name, record) => {
  const rows = [...section(fields, `## ${name}`).matchAll(/^\| `(\w+)` \| `([^`]+)` \| (.*) \|$/gm)];
  const expected = Object.entries<z.ZodType>(record.shape).map(([field, schema]) => {
    const { type, optional } = new FieldReader({}).field(schema);
    // A merchant's own fields are a record that has no schema of its own.
    const word = field === 'custom' ? 'record' : written(type);
    return [field, `${word}${optional === true ? '?' : ''}`];
  });
  expect(rows.map(([, field, type]) => [field, type])).toEqual(expected);
});

test.each(Object.entries(records))('personal and opaque fields of %s are marked', (name, record) => {
  const text = section(fields, `## ${name}`);
  for (const [field, schema] of Object.entries<z.ZodType>(record.shape)) {
    const inner = schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;
    const value = inner instanceof z.ZodArray ? (inner.element as z.ZodType) : inner;
    const { privacy, opaque } = (value.meta() ?? {}) as FieldMeta;
    const row = text.split('\n').find((line) => line.startsWith(`| \`${field}\``)) ?? '';
    expect([field, row.includes('personal'), row.includes('| opaque')]).toEqual([
      field,
      privacy === 'personal',
      opaque === true,
    ]);
  }
});

test('enums have their values', () => {
  const enums = {
    order_status: OrderStatus,
    tracking_status: TrackingStatus,
    refund_status: RefundStatus,
    refund_reason: RefundReason,
    return_status: ReturnStatus,
    document_kind: DocumentKind,
    subscription_status: SubscriptionStatus,
    frequency_unit: Frequency.shape.unit,
    label_payer: LabelPayer,
    label_form: LabelForm,
    redirect_to: RedirectTo,
    investigation_reason: InvestigationReason,
    investigation_channel: InvestigationChannel,
    investigation_status: InvestigationStatus,
    cancel_at: CancelAt,
  };
  for (const [name, { options }] of Object.entries(enums)) {
    expect(section(fields, '## Enums')).toContain(
      `| \`${name}\` | ${options.map((value) => `\`${value}\``).join(', ')} |`,
    );
  }
});
